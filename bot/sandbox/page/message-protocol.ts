/** A message of a chat as the page shows it, and what can be done with messages: by a person, and by an operator in the group. */

export interface Button {
  readonly text: string;
  readonly callbackData?: string;
  readonly url?: string;
  readonly webApp?: string;
  readonly copy?: string;
}

export interface Reaction {
  readonly emoji: string;
  /** A user's id; 0 for the bot. */
  readonly by: number;
}

/** Nobody wrote it: Telegram tells what happened in the group. */
export interface ServiceText {
  readonly kind:
    | 'topic-created'
    | 'topic-edited'
    | 'topic-closed'
    | 'topic-reopened'
    | 'joined'
    | 'left'
    | 'pinned'
    | 'migrated-to'
    | 'migrated-from';
  /** The topic's name, or those who came and went. */
  readonly name?: string;
}

export type ClipKind = 'video' | 'animation' | 'audio' | 'voice' | 'video-note';

export interface Message {
  readonly id: number;
  readonly from: 'bot' | 'person';
  /** Who wrote it; in groups only. */
  readonly author?: { readonly id: number; readonly name: string };
  /** Milliseconds since 1970. */
  readonly date: number;
  /** Text or caption as it was typed, for editing and for the one-line preview. */
  readonly text?: string;
  /** Text or caption with its formatting. */
  readonly html?: string;
  readonly photo?: { readonly fileId: string; readonly width: number; readonly height: number };
  readonly document?: { readonly fileId: string; readonly name: string; readonly size: number };
  readonly contact?: { readonly phone: string; readonly firstName: string };
  /** What plays; `seconds` long. */
  readonly clip?: { readonly kind: ClipKind; readonly name: string; readonly seconds: number };
  /** Its emoji. */
  readonly sticker?: string;
  readonly location?: true;
  readonly venue?: { readonly title: string; readonly address: string };
  readonly service?: ServiceText;
  readonly forwardedFrom?: string;
  /** Picked from the list of the bot with this username. */
  readonly viaBot?: string;
  /** Messages with the same one were sent together. */
  readonly albumId?: string;
  readonly replyTo?: number;
  /** The part of the message it replies to that its author picked. */
  readonly quote?: string;
  readonly reactions?: readonly Reaction[];
  readonly buttons?: readonly (readonly Button[])[];
  readonly edited?: true;
}

export interface Command {
  readonly command: string;
  readonly description: string;
}

export interface Toast {
  readonly id: string;
  readonly text: string;
  readonly alert: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Made-up things that lie ready on everybody's phone. */
export type Sample = 'photo' | 'album' | 'document' | 'voice' | 'video' | 'video-note' | 'sticker' | 'location';

/** What can be done with messages, in a private chat and in a group alike. */
export type Deed =
  | { readonly do: 'send'; readonly text: string; readonly replyTo?: number }
  | { readonly do: 'send-photo'; readonly base64: string; readonly caption?: string; readonly replyTo?: number }
  | {
      readonly do: 'send-document';
      readonly base64: string;
      readonly name: string;
      readonly caption?: string;
      readonly replyTo?: number;
    }
  | {
      readonly do: 'send-sample';
      readonly sample: Sample;
      readonly caption?: string;
      readonly replyTo?: number;
    }
  | { readonly do: 'press'; readonly messageId: number; readonly row: number; readonly column: number }
  /** Null takes the own reaction back. */
  | { readonly do: 'react'; readonly messageId: number; readonly emoji: string | null }
  | { readonly do: 'edit'; readonly messageId: number; readonly text: string }
  | { readonly do: 'delete'; readonly messageId: number };
