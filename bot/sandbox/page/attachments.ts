import type { MenuItem } from './overlay.ts';
import type { Store } from './store.ts';
import type { Words } from './words.ts';

interface Doing {
  choosePhoto: () => void;
  /** Puts this into the text field. */
  askInline: (begin: string) => void;
}

/** What else than a text can be sent from the field below the chat. */
export function attachments(store: Store, words: Words, { choosePhoto, askInline }: Doing): MenuItem[] {
  const name = `@${store.snapshot.botUsername}`;
  return [
    { label: words.photo, icon: 'image', run: choosePhoto },
    { label: words.inlineAsk(name), icon: 'chat', run: () => askInline(`${name} `) },
    { label: words.sticker, icon: 'smile', run: () => void store.act({ do: 'send-sticker' }) },
    { label: words.voice, icon: 'voice', run: () => void store.act({ do: 'send-voice' }) },
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
