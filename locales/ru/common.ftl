# Кнопки

button-back = ← Назад
button-continue = Продолжить
button-help = Помощь
button-human = Написать человеку
button-no-words = Отправить без слов
button-other-language = 🇬🇧 English
button-russian = Русский
button-english = English
button-institution = { $name }
button-agree = Согласен(на), продолжить
button-privacy = Прочитать полностью
button-start-over = Начать заново
button-start-again = Начать
button-share-contact = 📱 Отправить мой номер
button-called = Я позвонил(а), проверить
button-retry = Повторить
button-another-number = Другой номер
button-resend = Отправить письмо ещё раз
button-another-email = Другой адрес
button-literal = { $text }
button-name-right = Да, это я
button-name-wrong = Нет, это не я
button-check-again = Проверить ещё раз
button-password = 🔑 Придумать пароль
button-new-link = Новая ссылка
button-link-email = Привязать @{ $domain }
button-find-corporate = Искать почту на сайте университета
button-later = Позже
button-home = На главную
button-authorize = Подтвердить авторизацию
button-authorization = Моя авторизация
button-pass = Показать пропуск
button-refresh-pass = 🔄 Обновить
button-new-pass = Показать новый пропуск
button-app-store = App Store
button-google-play = Google Play
button-school-page = Открыть страницу журнала

# Ответы вне шагов

toast-stale = Эта кнопка уже не действует
stale-button = Та кнопка — из более раннего сообщения. Сейчас мы здесь:
keyboard-away = Хорошо, идём дальше.
unknown-command = Такой команды я не знаю. Что я умею: /help. А сейчас мы здесь:
errors-password-in-words = Похоже, в сообщении есть пароль, поэтому я его удалил. Не пишите пароль никому: ни мне, ни куратору, ни поддержке. Если он настоящий, смените его. Если в сообщении было что-то ещё, напишите это заново, без пароля.
unexpected-text = Этого я не понял. Ответьте, пожалуйста, кнопкой или текстом; помощь — /help. Мы здесь:
unexpected-contact = Спасибо, но сейчас номер телефона не нужен. Мы здесь:
unexpected-edited = Вижу, что вы исправили сообщение. Исправления я не читаю — пришлите, пожалуйста, новым сообщением. Мы здесь:
unexpected-photo = Красивая картинка, но прочитать её я не умею. Ответьте, пожалуйста, текстом или кнопкой:
unexpected-sticker = Мило! А теперь — текстом или кнопкой, пожалуйста:
unexpected-voice = Голосовые сообщения я пока не понимаю. Напишите, пожалуйста, текстом:
unexpected-video = Видео я смотреть не умею. Ответьте, пожалуйста, текстом или кнопкой:
unexpected-document = Файлы я не открываю. Ответьте, пожалуйста, текстом или кнопкой:
unexpected-location = Спасибо, но адрес здесь не понадобится. Мы здесь:
unexpected-forwarded = Пересланные сообщения я не читаю: мало ли чьи они. Напишите, пожалуйста, сами:
unexpected-other = С таким сообщением я не знаю, что делать. Ответьте, пожалуйста, текстом или кнопкой:

errors-internal = У нас что-то сломалось, вы ни при чём. Ошибка записана. Нажмите «Продолжить» — вы на том же месте.
errors-lost = С тех пор, как мы говорили, я изменился и потерял место, где мы были. Простите! Начнём отсюда:
errors-institution-gone = Это учреждение сейчас не принимает регистрации. Выберите другое: /start

# Команды в меню Telegram

command-start = Начать или продолжить
command-pass = Показать пропуск (QR)
command-help = Помощь и контакты
command-language = Язык: русский или English
command-privacy = Персональные данные
command-cancel = Прервать
bot-about = Регистрация и пропуск: от «у меня нет учётной записи» до QR-кода в телефоне.
bot-description = Я помогу зарегистрироваться, подтвердить авторизацию и получить QR-код для входа. По-русски и по-английски. Нажмите «Начать».
