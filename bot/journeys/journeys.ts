import { authorize } from './authorize.ts';
import { home } from './home.ts';
import { human } from './human.ts';
import { register } from './register.ts';
import { school } from './school.ts';
import type { Journey, Step } from './step.ts';
import { welcome } from './welcome.ts';

const journeys: Record<string, Journey> = { welcome, register, authorize, home, human, school };

/** The step of this name, or null when the code no longer has it (a conversation may be older than the code). */
export function findStep(journey: string, name: string): Step | null {
  return (Object.hasOwn(journeys, journey) && journeys[journey]?.[name]) || null;
}

/** Every step there is, for tests that hold the texts against them. */
export const allSteps = (): [string, string][] =>
  Object.entries(journeys).flatMap(([journey, steps]) =>
    Object.keys(steps).map((name): [string, string] => [journey, name]),
  );
