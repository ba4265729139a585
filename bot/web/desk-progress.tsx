import type { CardState, ClassProgress } from '#core/curators/card.ts';
import { PICTURE, progressPicture } from '#core/curators/progress-picture.ts';
import type { DeskSay } from './desk-frame.tsx';

/** A class, or the staff where it has no name. */
export const groupName = (say: DeskSay, className: string): string =>
  className === '' ? say('staff') : say('class-name', { name: className });

/** How many people, whatever their state. */
export const total = (counts: Record<CardState, number>): number => counts.registered + counts.invited + counts.waiting;

/** How far a class is, in colours and in words. */
export async function Picture({ say, progress }: { say: DeskSay; progress: ClassProgress }) {
  const png = await progressPicture(progress);
  const { people, parents } = progress;
  const alt = say('picture', {
    ...{ registered: people.registered, invited: people.invited, all: total(people) },
    ...{ parentsRegistered: parents.registered, parentsInvited: parents.invited, parentsAll: total(parents) },
  });
  const src = `data:image/png;base64,${png.toString('base64')}`;
  return <img src={src} alt={alt} width={PICTURE.width / 2} height={PICTURE.height / 2} />;
}
