import type { Phrase, Screen } from './screen.ts';
import type { Effects, Move, StepContext } from './step.ts';

/** What happens beside the journey, from any step: a message of its own, the step stays. */
export interface Aside {
  screen?: Screen;
  effects?: Effects;
  /** Then the step's own screen once more, below the notes. */
  step?: boolean;
  notes?: Phrase[];
  /** The notes answer what was asked. */
  answers?: true;
  /** In the message whose button was pressed, instead of a new one. */
  inPlace?: boolean;
  /** A word at the pressed button. */
  toast?: Phrase;
  /** Instead of all that: the step gets this, as if it had been typed. */
  answer?: string;
  /** Instead of all that: leave the step. */
  move?: Move;
}

export interface Where {
  journey: string;
  step: string;
  /** A pass's own message, when its Refresh was pressed. */
  messageId: number | null;
  /** What stood behind the button's name, as in `request-take:12`. */
  argument: string;
  /** What the step takes out of a typed text. */
  reads?: 'phone' | 'email' | undefined;
  /** Any text may be a password at the step. */
  secret?: boolean;
}

export type Handler = (context: StepContext<unknown>, where: Where) => Aside | Promise<Aside>;

/** The number of a record in what stood behind a button's name; 0, which none has, where there is no number. */
export const numberIn = (argument = ''): number => (/^\d{1,9}$/.test(argument) ? Number(argument) : 0);

/** Whether nothing is under way that a person would miss. */
export const isIdle = ({ journey, step }: Pick<Where, 'journey' | 'step'>): boolean =>
  journey === 'home' || (journey === 'welcome' && step !== 'resume') || journey === 'school';
