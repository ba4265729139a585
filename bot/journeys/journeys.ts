import { authorize } from './authorize.ts';
import { children } from './children.ts';
import { curator } from './curator.ts';
import { curatorHelp } from './curator-help.ts';
import { gosuslugi } from './gosuslugi.ts';
import { home } from './home.ts';
import { human } from './human.ts';
import { invite } from './invite.ts';
import { loginHelp } from './login-help.ts';
import { recover } from './recover.ts';
import { register } from './register.ts';
import { school } from './school.ts';
import type { Journey, Step } from './step.ts';
import { welcome } from './welcome.ts';

const journeys: Record<string, Journey> = {
  ...{ welcome, home, human },
  ...{ register, authorize },
  ...{ school, invite, children, recover, 'login-help': loginHelp, 'curator-help': curatorHelp, gosuslugi },
  ...{ curator },
};

/** The step of this name, or null when the code no longer has it (a conversation may be older than the code). */
export function findStep(journey: string, name: string): Step | null {
  return (Object.hasOwn(journeys, journey) && journeys[journey]?.[name]) || null;
}

/** Every step there is, for tests that hold the texts against them. */
export const allSteps = (): [string, string][] =>
  Object.entries(journeys).flatMap(([journey, steps]) =>
    Object.keys(steps).map((name): [string, string] => [journey, name]),
  );
