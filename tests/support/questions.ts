/** What people write, in both languages. */
export const asked = {
  number: {
    ru: 'мой номер +7 905 123-45-67 не подходит, что делать?',
    en: 'my number +7 905 123-45-67 does not match, what should I do?',
  },
  call: { ru: 'я позвонила, а номер так и не подтвердился', en: 'I called, but my number is still not confirmed' },
  letter: {
    ru: 'не пришло письмо для подтверждения регистрации',
    en: 'the confirmation e-mail for registration has not come',
  },
  qr: { ru: 'где мой QR-код?', en: 'Where is my QR code?' },
  refused: { ru: 'турникет не принимает мой QR-код', en: 'the turnstile refuses my QR code' },
  forgot: { ru: 'забыл пароль от электронного журнала', en: 'I forgot my password for the school journal' },
  code: { ru: 'пишет, что приглашительный код неверный', en: 'it says that my invitation code is wrong' },
  changed: {
    ru: 'мой номер сменился а в 1с старый +7 905 123-45-67',
    en: 'my phone changed and 1C still has the old one +7 905 123-45-67',
  },
  mailbox: { ru: 'у меня нет почты', en: 'I have no e-mail' },
  password: { ru: 'забыла пароль', en: 'I forgot my password' },
  ourCode: { ru: 'код 123456 не подходит', en: 'code 123456 does not work' },
  line: { ru: 'куда звонить?', en: 'where do I call' },
  complaint: { ru: 'жалоба', en: 'complaint' },
  not: { ru: 'не помогло', en: 'That didn’t help' },
  help: { ru: 'Помощь!', en: 'help me' },
  start: { ru: 'в начало', en: 'start' },
  cancel: { ru: 'отмена', en: 'Cancel' },
  human: { ru: 'позовите человека', en: 'I want to talk to a human' },
  nonsense: { ru: 'мама мыла раму', en: 'the quick brown fox' },
};

/** Words that may mean several things. */
export const vague = {
  ru: [
    'почта',
    'регистрация',
    'код',
    'не приходит',
    'номер',
    'не работает',
    'вход',
    'приложение',
    'мой телефон и почта',
  ],
  en: [
    'e-mail',
    'registration',
    'code',
    'it has not come',
    'number',
    'not working',
    'sign in',
    'app',
    'my phone and mail',
  ],
};
