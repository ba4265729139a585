import { onLatinKeys, onRussianKeys } from './reading/layout.ts';
import { temperOf } from './temper.ts';

export type Courtesy = 'greeting' | 'thanks' | 'consent' | 'sorrow' | 'leave' | 'emoji';

/** Whole messages, or the parts of one: greetings are farewells too. */
const says: Record<'greeting' | 'thanks' | 'consent', string> = {
  greeting:
    'привет, приветик, приветствую, здравствуй, здравствуйте, здрасьте, здрасте, салют, хай, ку, алло, доброе утро, ' +
    'добрый день, добрый вечер, доброго дня, доброго времени суток, доброй ночи, доброго вечера, hi, hello, hey, hiya, ' +
    'good morning, good afternoon, good evening, good day, greetings, до свидания, пока, всего доброго, хорошего дня, bye, ' +
    'goodbye, good bye, good night, have a nice day',
  thanks:
    'спасибо, спс, спасибки, благодарю, благодарствую, спасибо большое, большое спасибо, огромное спасибо, спасибо вам, ' +
    'спасибо за помощь, вам спасибо, всё спасибо, все спасибо, супер, класс, отлично, ура, молодец, всё получилось, ' +
    'все получилось, получилось, заработало, всё работает, все работает, thanks, thank you, thx, ty, cheers, thanks a lot, ' +
    'thank you very much, many thanks, thank you so much, great, perfect, awesome, it works, it worked, works now, ' +
    'thanks for your help, thank you for your help',
  consent:
    'да, ага, угу, нет, ок, окей, окэй, хорошо, ладно, понятно, понял, поняла, ясно, конечно, согласен, согласна, yes, yeah, ' +
    'yep, no, nope, ok, okay, fine, got it, i see, sure, understood, all right, alright',
};

/** A message's words in one spelling. */
const wordsOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\s]/gu, ' ')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim();

const known = new Map(
  Object.entries(says).flatMap(([courtesy, texts]) =>
    texts.split(', ').map((one) => [wordsOf(one), courtesy as Courtesy]),
  ),
);
/** What people put between: «спасибо, бот», “hello there”. */
const FILLERS =
  /(?<!\p{L})(?:бот|ботик|вам|всем|ещё раз|еще раз|пожалуйста|ну|bot|there|again|all|everyone|so)(?!\p{L})/gu;

const ONLY_EMOJI =
  /^(?=.*\p{Extended_Pictographic})(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s)+$/u;
const GLAD = /[🙏❤💖💗💙💚🧡💜🥰😍😘😊🙂😀😃😄😁👏🤝🎉🔥💪🌹💐🤗]/u;
const AGREED = /[👍👌✅☑✔🆗]/u;
const SAD = /[😭😢😡😠🤬😤😞😔😟😩😫😖😣☹🙁💔👎🤦😱🆘]/u;

/** What a message says that is nothing but politeness; null when it says more. */
export function courtesyOf(text: string): Courtesy | null {
  if (text.length > 100) return null;
  if (ONLY_EMOJI.test(text)) {
    if (SAD.test(text)) return 'sorrow';
    return GLAD.test(text) ? 'thanks' : AGREED.test(text) ? 'consent' : 'emoji';
  }
  return said(wordsOf(text)) ?? (text.length < SHORTEST_MISTYPED ? null : saidMistyped(text));
}

/** Shorter ones are too many other things on the other keyboard. Characters. */
const SHORTEST_MISTYPED = 4;

/** The same, typed while the other keyboard was on: “ghbdtn”. */
const saidMistyped = (text: string): Courtesy | null =>
  said(wordsOf(/\p{Script=Cyrillic}/u.test(text) ? onLatinKeys(text) : onRussianKeys(text)));

function said(plain: string): Courtesy | null {
  const bare = plain.replace(FILLERS, ' ').replace(/\s+/g, ' ').trim();
  return known.get(plain) ?? known.get(bare) ?? composed(bare) ?? temperOf(plain);
}

/** «Привет, добрый день», «ок, спасибо»: all of it is politeness, and its last part says what it is. */
function composed(text: string): Courtesy | null {
  const words = text.split(' ');
  for (let at = 1; at < words.length; at += 1) {
    const first = known.get(words.slice(0, at).join(' '));
    const rest = first && known.get(words.slice(at).join(' '));
    if (rest) return rest;
  }
  return null;
}

const verdicts = new Map(
  Object.entries({
    helped:
      'помогло, это помогло, всё помогло, да помогло, помогло спасибо, спасибо помогло, спасибо это помогло, that helped, ' +
      'it helped, helped, this helped, yes it helped, that helped thanks, that helped thank you, thanks that helped',
    not:
      'не помогло, это не помогло, не помогает, ничего не помогло, ничего не помогает, нет не помогло, всё равно не помогло, ' +
      'не то, это не то, не про то, совсем не то, did not help, didn t help, that did not help, that didn t help, ' +
      'it did not help, it didn t help, not helpful, no help, didnt help, that didnt help, this did not help, this didn t help',
  }).flatMap(([verdict, texts]) => texts.split(', ').map((one) => [wordsOf(one), verdict as 'helped' | 'not'])),
);

/** Whether a message only says that the answer before it helped, or did not; null when it says more. */
export function verdictOf(text: string): 'helped' | 'not' | null {
  if (text.length > 100) return null;
  if (ONLY_EMOJI.test(text)) return text.includes('👍') ? 'helped' : text.includes('👎') ? 'not' : null;
  return verdicts.get(wordsOf(text)) ?? null;
}
