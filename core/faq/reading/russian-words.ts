/** Words that people say everywhere, roughly the commonest first. */
export const russianWords: readonly string[] = `
и в не на я что с а как это у по но к мне где за вы для из от то так он меня же все мы можно есть нет если когда код они ли или да до мой его ваш бы
пароль не почему только уже нужно надо кто очень вас вам ещё при чтобы тут там она быть под ну во со нас нам
`
  .trim()
  .split(/\s+/);
