import type { filePicker } from './file-picker.ts';
import type { MenuItem } from './overlay.ts';
import type { Deed, Sample } from './protocol.ts';
import type { Store } from './store.ts';
import type { Words } from './words.ts';

interface Doing {
  files: ReturnType<typeof filePicker>;
  /** What the thing sent answers. */
  reply: () => { replyTo?: number };
  /** Puts this into the text field. */
  askInline: (begin: string) => void;
}

/** What else than a text can be sent from the field below the chat. */
export function attachments(store: Store, words: Words, { files, reply, askInline }: Doing): MenuItem[] {
  const name = `@${store.snapshot.botUsername}`;
  return [
    { label: words.photo, icon: 'image', run: files.choosePhoto },
    { label: words.desk.file, icon: 'file', run: files.chooseFile },
    ...samples(words, (deed) => void store.act({ ...deed, ...reply() })),
    { label: words.inlineAsk(name), icon: 'chat', run: () => askInline(`${name} `) },
    {
      label: words.forwarded,
      icon: 'forward',
      run: () => void store.act({ do: 'forward', text: words.forwardedText, from: words.forwardedName }),
    },
    {
      label: words.foreignContact,
      icon: 'contact',
      run: () => void store.act({ do: 'send-contact', phone: '+79990001122', firstName: words.foreignContactName }),
    },
  ];
}

const ICONS = {
  photo: 'image',
  album: 'album',
  document: 'file',
  voice: 'voice',
  video: 'play',
  'video-note': 'play',
  sticker: 'smile',
  location: 'place',
} as const satisfies Record<Sample, MenuItem['icon']>;

/** The made-up things that lie ready on everybody's phone. */
export const samples = (words: Words, send: (deed: Extract<Deed, { do: 'send-sample' }>) => void): MenuItem[] =>
  (Object.keys(ICONS) as Sample[]).map((sample) => ({
    label: words.desk.samples[sample],
    icon: ICONS[sample],
    run: () => send({ do: 'send-sample', sample }),
  }));
