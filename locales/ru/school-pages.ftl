# Общее для страниц школы

web-other-language = English
web-title-trouble = Нужно исправить: { $title }
web-fields-trouble = Почти готово. Исправьте то, что отмечено ниже, и введите пароль ещё раз.
web-to-login = На страницу входа
web-to-search = Найти свою школу
web-open-chat = Открыть чат с ботом
web-to-account = К учётной записи

web-journal-password-length = Не короче { $min } знаков. Чем длиннее, тем надёжнее.
web-journal-password-characters = Только буквы (латинские или русские) и цифры: без пробелов, точек и других знаков.
web-journal-password-personal = Без логина и почты, без имён и дат рождения — ваших и детских.
web-journal-password-common = Не из тех, что выбирают многие: «qwerty123», «12345678».

# Регистрация по приглашению

web-enroll-title = Регистрация в журнале
web-enroll-text = { $school }. Осталось придумать логин и пароль.
web-enroll-who = { $role ->
    [student] Ученик
    [parent] Родитель
    [teacher] Учитель
   *[other] Сотрудник школы
  }
web-enroll-children = Ваши дети
web-enroll-name-label = Ваши фамилия, имя и отчество
web-enroll-name-note = Полностью, как в документах: так вас узнает школа.
web-enroll-login-label = Логин
web-enroll-login-note = От 3 до 24 знаков: латинские буквы и цифры, точка, дефис, подчёркивание; первой — буква. В конец мы добавим три цифры: anna.k станет, например, anna.k407.
web-enroll-email-label = Электронная почта
web-enroll-email-label-optional = Электронная почта (необязательно)
web-enroll-email-note = По ней вы вернёте доступ, если забудете пароль. Другие пользователи её не видят.
web-enroll-email-note-optional = С ней вы сами вернёте доступ, если забудете пароль. Без неё поможет только куратор журнала в школе. Другие пользователи её не видят.
web-enroll-button = Зарегистрироваться

web-enroll-incomplete-title = Приглашение больше не действует
web-enroll-incomplete-text = Пока страница была открыта, код использовали, отозвали или заменили. Ничего не сохранено. Вернитесь в чат и введите код ещё раз: бот скажет, что с ним.

web-enrolled-title = Вы зарегистрированы
web-enrolled-login = Ваш логин:
web-enrolled-keep = Запишите его или сохраните в браузере вместе с паролем. В чате он тоже есть.
web-enrolled-email = На { $email } отправлено письмо. Откройте его и подтвердите адрес: иначе по нему нельзя будет вернуть доступ. Письмо идёт до получаса; загляните и в папку «Спам». Журналом можно пользоваться уже сейчас.
web-enrolled-email-later = Адрес { $email } ещё нужно подтвердить, но сейчас письмо отправить не вышло. Попросите его позже: в чате или на странице учётной записи.
web-enrolled-no-email = Почта не указана. Если вы забудете пароль, доступ вернёт только куратор журнала в школе. Добавить почту можно в любое время на странице учётной записи.
web-enrolled-sign-in = Войти в учётную запись
web-enrolled-journal = Журнал школы: { $host }
web-enrolled-app = { $app } в { $store }

# Новый пароль по ссылке

web-reset-title = Новый пароль
web-reset-text = { $school }. Придумайте новый пароль для этого логина.
web-reset-login = Логин
web-reset-sessions = Старый пароль перестанет действовать, а на других устройствах нужно будет войти заново.
web-reset-button = Сохранить пароль
web-reset-done-title = Пароль сохранён
web-reset-done-text = Теперь войдите с логином { $login } и новым паролем.
web-reset-done-others = На других устройствах тоже понадобится новый пароль.
web-reset-used-title = Пароль по этой ссылке уже задан
web-reset-used-text = Ссылка срабатывает один раз. Войдите с новым паролем. Если пароль меняли не вы, запросите новую ссылку: на странице входа нажмите «Забыли пароль?».
web-reset-expired-title = Ссылка устарела
web-reset-expired-text = Она действует час и перестаёт работать, когда приходит более новая. Найдите свою школу, откройте страницу входа и нажмите «Забыли пароль?». Если ссылку давал куратор, попросите у него другую.
web-reset-unknown-title = Такой ссылки нет
web-reset-unknown-text = Возможно, адрес скопирован не целиком. Откройте ссылку из письма ещё раз или запросите новую: на странице входа нажмите «Забыли пароль?».

# Подтверждение адреса по письму

web-address-text = Этот адрес указан в учётной записи: { $institution }. Если он ваш, нажмите кнопку.
web-address-confirmed-title = Адрес подтверждён
web-address-confirmed-text = Если забудете пароль, мы пришлём сюда логин и ссылку для нового. Страницу можно закрыть.

# Вход

web-school-unknown-title = Такой школы здесь нет
web-school-unknown-text = Проверьте адрес или найдите школу по номеру или названию.

web-login-title = Вход в журнал
web-login-login = Логин
web-login-password = Пароль
web-login-button = Войти
web-login-forgot = Забыли пароль?
web-login-code = Пригласительный код
web-login-other-school = Другая школа
web-login-note-signed-out = Вы вышли.
web-login-note-signed-out-everywhere = Вы вышли на всех устройствах.
web-login-note-ended = Вход больше не действует. Войдите ещё раз.
errors-login-empty = Введите логин и пароль.

# Забыли пароль

web-forgot-title = Восстановление доступа
web-forgot-text = Укажите адрес почты, который вы подтвердили в журнале. На него придут ваш логин и ссылка для нового пароля.
web-forgot-label = Электронная почта
web-forgot-button = Прислать письмо
web-forgot-no-email-title = Нет подтверждённой почты?
web-forgot-no-email = Тогда поможет куратор журнала в вашей школе. Написать ему можно через бота, а кто куратор, знает классный руководитель.
web-forgot-sent-title = Проверьте почту
web-forgot-sent = Если адрес { $email } подтверждён в этой школе, на него уже идёт письмо с логином и ссылкой.
web-forgot-sent-wait = Письмо может идти до получаса. Загляните и в папку «Спам». Работает ссылка из самого нового письма.
errors-email-empty = Введите адрес почты.
errors-email-required = Укажите адрес почты: родителям он нужен обязательно.

# Пригласительный код

web-code-title = Регистрация по приглашению
web-code-text = Введите код с приглашения, которое вы получили в школе.
web-code-label = Пригласительный код
web-code-note = Он начинается с st, pt, tr или ar; дальше маленькие латинские буквы и цифры.
web-code-button = Продолжить
web-code-no-code = Кода нет? Его выдаёт куратор журнала в школе.
web-code-registered = Уже есть учётная запись? Войти
web-code-go-title = Продолжим в Telegram
web-code-go-text = Код похож на правильный. Бот проверит его и откроет страницу, где вы придумаете логин и пароль.
web-code-go-button = Открыть бота
web-code-go-otherwise = Кнопка не сработала? Отправьте боту этот код:
web-code-another = Ввести другой код

# Учётная запись

web-account-title = Учётная запись
web-account-school = Школа
web-account-roles = Кто вы в журнале
web-account-role = { $role ->
    [student] ученик
    [parent] родитель
    [teacher] учитель
   *[other] сотрудник школы
  }
web-account-login = Логин
web-account-children = Дети
web-account-child = { $name }, { $class }
web-account-email = Электронная почта
web-account-email-none = не указана
web-account-email-confirmed = { $email }, подтверждена
web-account-email-waiting = { $email }, ещё не подтверждена
web-account-email-why = Пока почта не подтверждена, вернуть доступ самостоятельно нельзя: только через куратора журнала в школе.
web-account-resend = Прислать письмо для подтверждения
web-account-add-email = Указать почту
web-account-change-email = Сменить почту
web-account-change-password = Сменить пароль
web-account-journal = Журнал школы: { $host }
web-account-chat = В чате с ботом можно спросить о чём угодно, а родителям — добавить ещё одного ребёнка.
web-account-sign-out = Выйти
web-account-sign-out-everywhere = Выйти на всех устройствах
web-account-note-letter-sent = Письмо отправлено. Оно идёт до получаса; загляните и в папку «Спам».
web-account-note-too-many = Писем уже было много. Поищите последнее, в том числе в папке «Спам», или попросите ещё одно через час.
web-account-note-changed = Новый пароль сохранён. На других устройствах понадобится войти заново.

web-email-title = Адрес почты
web-email-text = На новый адрес придёт письмо. Он заменит прежний, когда вы его подтвердите.
web-email-stays = Пока этого не случилось, действует { $email }.
web-email-label = Новый адрес
web-email-note = Другие пользователи его не видят.
web-email-password = Ваш пароль
web-email-button = Прислать письмо
web-email-sent-title = Проверьте почту
web-email-sent = На { $email } отправлено письмо. Откройте его и подтвердите адрес.
web-email-sent-wait = Оно может идти до получаса. Загляните и в папку «Спам».
errors-password-missing = Введите пароль.
errors-password-wrong = Пароль не подходит. Проверьте язык клавиатуры и Caps Lock и введите его ещё раз.

web-new-password-title = Новый пароль
web-new-password-forced = Вы вошли с временным паролем от куратора. Придумайте свой: куратор его не узнает.
web-new-password-text = Сначала введите нынешний пароль: так мы знаем, что это вы.
web-new-password-current = Нынешний пароль
web-new-password-sessions = На других устройствах нужно будет войти заново.
web-new-password-button = Сохранить пароль

errors-name-empty = Напишите фамилию, имя и отчество.
errors-name-long = Для имени это слишком длинно. Проверьте, не попало ли сюда что-то лишнее.

# Поиск школы

web-hello-title = Найдите свою школу
web-hello-text = После выбора откроется её страница входа.
web-hello-label = Номер или название
web-hello-note = Например: 1399, гимназия Пушкина.
web-hello-region = Регион (если знаете)
web-hello-button = Найти
web-hello-found-label = Найденные школы
web-hello-found = { $count ->
    [one] Нашлась { $count } школа
    [few] Нашлись { $count } школы
   *[other] Нашлось { $count } школ
  }
web-hello-nothing = Такой школы не нашлось. Попробуйте только номер или одно слово из названия и уберите регион.
web-hello-no-school = Школы нет в списке? Спросите у классного руководителя адрес журнала или напишите нам через бота.
