import { expect, vi } from 'vitest';

// A whole bot takes longer than a use case, and longer still on a busy machine. Nothing asserts how long.
if (expect.getState().testPath?.includes('/e2e/')) vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });
