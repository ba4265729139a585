import type { Language } from '../../language.ts';
import type { Examples } from '../article.ts';
import type { AskOptions, Candidate, Understanding } from '../understanding.ts';
import type { Concepts } from './concepts.ts';

/** What a model learns from. The order of examples does not matter: they are sorted first. */
export interface TrainingInput {
  examples: readonly Examples[];
  concepts: Concepts;
}

/** Understands messages. Immutable; made by `train` or `deserialize` of `./model.ts`. */
export interface Model {
  /** What a message wants. In memory, no I/O, a few milliseconds; the same answer for the same message, always. */
  understand(text: string, options?: AskOptions): Understanding;
  /** What a message may mean to say, as it should have been typed: at most four, the likeliest first. */
  readings(text: string, language?: Language): string[];
  /** How probable each intent is; sums up to 1. For measuring: `understand` decides by it. */
  probabilities(text: string, options?: AskOptions): readonly Candidate[];
  /** The learnt weights, to be given to `deserialize` together with the same input. Equal input makes equal bytes. */
  serialize(): Uint8Array;
}
