import { plainWords } from '../plain-words.ts';

/** That something is as it was. Words, in one spelling. */
const STILL =
  /(?<!\p{L})(?:все равно|все ?таки|по прежнему|до сих пор|все еще|так и|опять|снова|и сейчас|и теперь|still|yet again|again)(?!\p{L})/u;
/** That it is not as it should be. */
const AMISS =
  /(?<!\p{L})(?:не|нет|нету|нельзя|никак|ничего|никто|ошибк\p{L}*|проблем\p{L}*|то же|завис\p{L}*|глюч\p{L}*|отказ\p{L}*|жду|not|no|nothing|nobody|never|cannot|can ?t|(?:do|does|did|is|are|was|has|have|can|could|wo|would)n ?t|error|errors|problem|problems|fails?|failing|failed|broken|stuck|waiting|same|wrong|refused)(?!\p{L})/u;
/** The same in words of its own; «не помогло» belongs to an answer of ours, if one was just given. */
const GOES_ON =
  /(?<!\p{L})(?:(?:вопрос|проблема|трудность|беда) (?:так и )?(?:не реш\p{L}*|остал\p{L}*|остает\p{L}*|верну\p{L}*)|не реш(?:ен|ена|ено|или|ился|илась|илось)|т[оа] ?же сам(?:ое|ая)|ничего не (?:измени|поменя|выш|получи|помог)\p{L}*|(?:ничего|вообще) не работает|same (?:problem|error|issue|thing|story|again)|(?:problem|issue|trouble|question|it) (?:is|was|has) not (?:been )?(?:solved|resolved|fixed|sorted|answered)|(?:isn|wasn|hasn)(?: t|t) (?:been )?(?:solved|resolved|fixed|sorted|answered)|(?:problem|issue|trouble|it) (?:is back|came back|remains|persists)|nothing (?:has |is )?(?:changed?|works?|helped|worked|happened))(?!\p{L})/u;
/** The request itself is asked for. */
const REQUEST =
  /(?<!\p{L})(?:(?:верн|откр|возобнов|продолж)\p{L}* (?:\p{L}+ ){0,3}(?:обращени\p{L}*|заявк\p{L}*|тикет\p{L}*|запрос\p{L}*|разговор\p{L}*)|(?:обращени\p{L}*|заявк\p{L}*|тикет\p{L}*|запрос\p{L}*) (?:\p{L}+ ){0,2}(?:верн|откр|возобнов)\p{L}*|re ?open|(?:open|bring|get|give|want|need|continue) (?:\p{L}+ ){0,3}(?:request|ticket|case|conversation)(?: again| back)?)(?!\p{L})/u;

/**
 * Whether somebody whose request was closed says that the trouble goes on, or asks for the request.
 * @param readings as the text may have been meant: slips and the wrong keyboard undone
 */
export const saysItGoesOn = (text: string, readings: readonly string[] = []): boolean =>
  [text, ...readings].map(plainWords).some((plain) => {
    if (GOES_ON.test(plain) || REQUEST.test(plain)) return true;
    return STILL.test(plain) && AMISS.test(plain);
  });
