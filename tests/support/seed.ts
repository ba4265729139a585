import fc from 'fast-check';

/** Properties are tried on the same examples every time, so that a change is blamed for its own faults only. `PROPERTY_SEED=$RANDOM npm test` tries others. */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 2026) });
