import { expect, vi } from 'vitest';

// A whole bot takes longer than a use case.
if (expect.getState().testPath?.includes('/e2e/')) vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
