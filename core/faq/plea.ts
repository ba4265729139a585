/** Whoever wishes for a human in more words tells what it is about, too. */
const WISH = 6;

/** Whether a text that asks for a human says more than that. */
export const isStory = (text: string): boolean => (text.match(/\p{L}+/gu) ?? []).length > WISH;

/** What a mere call for somebody is made of: whole words, and beginnings of words. */
const LITTLE = new Set(
  'я мне нам меня ты вы мы и а ну с со к на в бы же уже это нет не да кто i a an to the with of in on is it my me you your we for no not any or are re so'.split(
    ' ',
  ),
);
const CALLING =
  /^(?:хочу|хотел|хотим|могу|можно|можете|нуж[ен]|надо|пожалуйст|позов|вызов|позвон|дай|соедин|подключ|переключ|перевед|свяж|связ|пригласи|поговор|говор|пообщ|общат|напис|срочн|наконец|помо[гщ]|бот|робот|please|plz|pls|want|wanna|would|like|need|could|can$|may$|let$|give|get$|call|speak|talk|chat|connect|transfer|put$|through|help|just|now|there|here|bot$|robot)/iu;
const SOMEBODY =
  /^(?:человек|люд|живо|живы|кто|кем|кому|оператор|сотрудник|специалист|менеджер|консультант|поддержк|human|person|people|real|live|actual|agent|operator|staff|support|helpdesk|representative|some(?:body|one)|any(?:body|one))/iu;

/** What angry people call us besides. */
const SCOLDING =
  /^(?:тупо|тупы|тупа|глуп|бесполезн|бестолков|дур[аы]|идиот|надоел|достал|бесит|useless|stupid|dumb|idiot|worthless|terrible|awful)/iu;

/** Whether a text says nothing but that somebody shall come, and perhaps what we are. */
export function isPlea(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return (
    words.some((word) => SOMEBODY.test(word)) &&
    words.every((word) => LITTLE.has(word) || [CALLING, SOMEBODY, SCOLDING].some((one) => one.test(word)))
  );
}
