/** Words that nobody needs to answer, in one spelling; in Russian their beginnings. */
const SWEARING =
  /^(?:бля\p{L}*|блеать|сук[аи]|нах|нахер|на?хрен\p{L}*|нафиг|н?а?ху[йеяиё]\p{L}*|\p{L}{0,4}пизд\p{L}*|(?:за|на|про|у|вы|по|отъ?|долбо)?еб(?:а|у|л|и|о|ну|т)\p{L}*|[её]птвою|мудак\p{L}*|мудил\p{L}*|гавно|говно|дерьмо|жоп[аеу]|черт|дебил\p{L}*|идиот\p{L}*|козл[ыа]|козел|урод\p{L}*|fuck\p{L}*|fck|shit\p{L}*|wtf|bullshit|crap|damn\p{L}*|bitch|asshole|idiots?|stupid|ffs|sucks?|hell)$/u;
/** What stands around it, and what it complains of without saying what that is. */
const AROUND = new Set(
  (
    'а и да ну же ж за в на с не ни что че чо это этот эта эти все вы ты мне меня вас ваш ваша ваше вашим тут здесь как какой какая какого так уже ' +
    'бот ботик блин просто такое такой тупой тупая ничего нихрена никак работает работают сломалось надоело достал достало достали задолбало ' +
    'задолбали бесит ужас кошмар пипец капец ' +
    'the this that it is isn t doesn doesnt dont don do you your are a an of what so me my i im m and all piece just bot app thing broken nothing ' +
    'not no work works working sick tired'
  ).split(' '),
);
/** Complaints that say no more than that, without a swear word. */
const COMPLAINT =
  /^(?:(?:ну |да |какой же |какой |просто |блин )*(?:ты |вы |бот |этот бот |этот |ты бот |бот ты |ты просто |вы просто )*(?:такой |очень |совсем |какой то |полный )*(?:тупой|тупая|тупые|тупица|глупый|глупые|туп|глуп|бесполезный|бесполезная|бесполезные|бесполезен|бестолковый|ужасный|отстой|никчемный|дурак|дура|плохой|нихрена не умеешь|ничего не умеешь|ничего не умеет|ничего не понимаешь)(?: бот| ты| вы| этот бот| какой то| робот)*|(?:you |u |ur |youre |this bot |this |the bot |bot |it )(?:are |re |is |s )?(?:so |really |such |completely |totally |absolutely |just |a |an |very )*(?:useless|dumb|stupid|terrible|awful|worthless|bad|rubbish|garbage|trash|worst|the worst|hopeless|moron|fool)(?: bot| robot| thing| machine)?|(?:useless|dumb|stupid|worst|terrible) (?:bot|robot|thing)(?: ever)?|(?:у меня |да |ну |блин |тут |здесь |вообще )*(?:ничего(?: у меня| тут| здесь| вообще)* не работает|не работает(?: тут| здесь| вообще)* ничего|все сломалось|надоело(?: все)?|достал[ои](?: вы| уже| все)*|бесит(?: все)?|вы (?:меня )?достали|ужас|кошмар|пипец|капец)|nothing (?:is )?work(?:s|ing)(?: here| at all)?|everything is broken|this is (?:awful|terrible|ridiculous)|i m (?:sick|tired) of (?:this|it))$/u;
/** Whoever wants to be left alone. */
const LEAVE =
  /^(?:(?:да |ну |бот )*(?:отстань|отстаньте|отвали|отвалите|отвянь|отвяжись|отцепись|уйди|уйдите|замолчи|заткнись|иди отсюда|иди лесом|п[оа]ш[ое]л(?: ты)? (?:вон|отсюда|на|нах|нахер|нафиг|в жопу|на? ?ху[йи]))(?: от меня| уже| ты| бот)*|leave me alone|go away|get lost|shut up|(?:fuck|piss) off|stop (?:bothering|texting|writing) me)$/u;

/**
 * What a message says that is nothing but temper: complaint or swearing without a subject, or the wish to be left alone; null when it says more.
 * @param plain its words, small and with single spaces
 */
export function temperOf(plain: string): 'sorrow' | 'leave' | null {
  if (LEAVE.test(plain)) return 'leave';
  if (COMPLAINT.test(plain)) return 'sorrow';
  const words = plain.split(' ');
  const swears = words.some((word) => SWEARING.test(word));
  return swears && words.every((word) => SWEARING.test(word) || AROUND.has(word)) ? 'sorrow' : null;
}
