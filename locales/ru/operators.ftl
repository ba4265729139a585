# Сторона операторов: темы группы поддержки

command-desk-a = Готовый ответ: /a название
command-desk-faq = Статья: /faq слова
command-desk-del = Удалить у человека: ответом на сообщение
command-desk-take = Взять обращение
command-desk-close = Закрыть обращение
command-desk-block = Заблокировать: /block причина
command-desk-unblock = Разблокировать
command-desk-lang = Язык человека: /lang en
command-desk-journey = Где человек сейчас
command-desk-stats = Показатели: /stats 30 csv
command-desk-help = Как здесь отвечать

button-desk-take = 🙋 Взять
button-desk-release = ↩️ Вернуть в очередь
button-desk-close = ✅ Закрыть
button-desk-close-now = Закрыть без ответа
button-desk-resend = 🔁 Отправить снова
button-desk-reopen = 🔓 Открыть снова
button-desk-answers = 📋 Готовые ответы
button-desk-journey = 🧭 Где человек
button-desk-language-ru = 🌐 Говорить по-русски
button-desk-language-en = 🌐 Говорить по-английски
button-desk-block = 🚫 Заблокировать
button-desk-unblock = Разблокировать
button-desk-letter = ✉️ Письмо ещё раз
button-desk-call = 📞 Разрешить звонок
button-desk-phone = ☎️ Исправить телефон
button-desk-revoke = 🎫 Отозвать пропуск
button-desk-revoke-now = Да, отозвать все показанные пропуска
button-desk-phone-set = ✅ Личность проверена, исправить
button-desk-phone-leave = Не исправлять
button-desk-held-send = 📨 Отправить человеку
button-desk-held-leave = Оставить заметкой
button-desk-leave = ← К кнопкам
button-desk-before = ‹ Назад
button-desk-after = Дальше ›
button-desk-block-spam = Спам
button-desk-block-abuse = Оскорбления
button-desk-block-mistake = Пишет не туда

# Карточка

operators-card-title = Обращение № { $ticket }: { $reason }
operators-card-institution = { $institution }
operators-card-language =
    Язык: { $language ->
        [en] 🇬🇧 английский
       *[ru] русский
    }
operators-card-place = Где: { $place }
operators-card-now = Сейчас: { $place }
operators-card-registered = Учётная запись: есть
operators-card-sharers = 👥 С этим номером в 1С:
operators-card-then = На момент обращения:
operators-card-since = Открыто { $time }
operators-card-taken = 🙋 Отвечает: { $name }
operators-card-somebody = администратор
operators-card-waiting = ⏳ Ждёт ответа с { $time }
operators-card-closed =
    🔒 Закрыто { $time }{ $by ->
        [person] , человек закончил разговор
        [silence] : человек давно молчит
       *[operator] { "" }
    }
operators-card-rating = Оценка: { $stars }
operators-card-blocked = 🚫 Человек заблокирован ({ operators-block-reason }): его сообщения сюда не приходят
operators-card-recent = Последнее из разговора:
operators-card-said-person = 👤
operators-card-said-operator = 💬
operators-card-said-house = ℹ️

operators-reason =
    { $reason ->
        [person_not-found] номера телефона нет в 1С
        [person_several] один номер у нескольких людей в 1С
        [person_other-name] в 1С другое имя
        [call_trouble] не получается подтвердить номер звонком
        [call_not-confirmed] три звонка не подтвердили номер
        [authorization_failing] не получается подтвердить авторизацию
        [account_trouble] трудности с учётной записью
        [curator_absent] в школе некого позвать: куратора нет
        [faq_unhelpful] ответы не помогли
        [asked] просит о помощи
       *[other] { $reason }
    }
operators-topic-reason =
    { $reason ->
        [person_not-found] телефон
        [person_several] телефон
        [person_other-name] имя
        [call_trouble] звонок
        [call_not-confirmed] звонок
        [authorization_failing] авторизация
        [account_trouble] вход
        [curator_absent] куратор
        [faq_unhelpful] вопрос
       *[other] вопрос
    }

operators-fact-name = Имя
operators-fact-role = Кто
operators-fact-class = Класс
operators-fact-school = Школа
operators-fact-region = Регион
operators-fact-registration = Регистрация
operators-fact-phone = 📞 Телефон (подтверждён)
operators-fact-unconfirmed-phone = 📞 Телефон (не подтверждён)
operators-fact-email = ✉️ Почта (подтверждена)
operators-fact-unconfirmed-email = ✉️ Почта (не подтверждена)
operators-fact-journey = Раздел бота
operators-fact-step = Шаг
operators-fact-error = Что не получилось, словами бота
operators-quoted = «{ $words }»
operators-fact-attempts = Попыток
operators-fact-tried = Что уже пробовали
operators-fact-questions = Спрашивал(а), ответ не помог
operators-fact-unanswered = Спрашивал(а), ответа не нашлось
operators-fact-words = Слова человека

operators-role = { $role ->
    [student] студент
    [staff] сотрудник
   *[other] { $role }
}

operators-step-welcome-institution = начало: выбор учреждения
operators-step-welcome-consent = начало: согласие
operators-step-welcome-resume = начало: продолжить прежнее
operators-step-welcome-cancelled = начало: всё отменено
operators-step-home-home = главный экран
operators-step-human-words = пишет в поддержку
operators-step-human-talk = разговор с поддержкой
operators-step-register-phone = регистрация: номер телефона
operators-step-register-call = регистрация: звонок
operators-step-register-unknown = регистрация: человек по номеру не найден
operators-step-register-known = регистрация: учётная запись уже есть, письмо
operators-step-register-email = регистрация: адрес почты
operators-step-register-email-typo = регистрация: опечатка в адресе
operators-step-register-letter = регистрация: ждёт письма
operators-step-register-name = регистрация: проверка имени
operators-step-register-not-me = регистрация: имя чужое
operators-step-register-password = регистрация: пароль
operators-step-authorize-status = подтверждение авторизации
operators-step-authorize-address = подтверждение авторизации: адрес
operators-step-authorize-letter = подтверждение авторизации: ждёт письма
operators-step-school-entry = журнал: начало
operators-step-school-home = журнал: главный экран
operators-step-school-find = журнал: поиск школы
operators-step-school-page = журнал: страница школы
operators-step-school-email = журнал: адрес почты
operators-step-school-letter = журнал: ждёт письма
operators-step-invite-code = журнал: код приглашения
operators-step-invite-none = журнал: кода нет
operators-step-invite-confirm = журнал: проверка приглашения
operators-step-invite-more = журнал: ещё коды
operators-step-invite-page = журнал: логин и пароль на странице
operators-step-children-list = журнал: дети
operators-step-children-code = журнал: код ещё одного ребёнка
operators-step-recover-ways = доступ: способы восстановить
operators-step-recover-email = доступ: адрес почты
operators-step-recover-sent = доступ: письмо отправлено
operators-step-recover-app = доступ: приложение
operators-step-recover-school = доступ: поиск школы
operators-step-login-help-typing = вход не получается: проверка набора
operators-step-login-help-browser = вход не получается: браузер
operators-step-login-help-app = вход не получается: приложение
operators-step-login-help-version = вход не получается: версия
operators-step-login-help-cache = вход не получается: кэш
operators-step-login-help-restore = вход не получается: восстановление
operators-step-curator-help-ask = вопрос куратору
operators-step-gosuslugi-entry = Госуслуги: начало
operators-step-gosuslugi-page = Госуслуги: проверка на странице
operators-step-gosuslugi-result = Госуслуги: что нашлось
operators-step-gosuslugi-list = Госуслуги: что сверяется
operators-step-gosuslugi-advice = Госуслуги: совет
operators-step-gosuslugi-none = Госуслуги: учётной записи там нет
operators-step-curator-school = куратор: выбор школы
operators-step-curator-home = куратор: главный экран
operators-step-curator-desk = куратор: рабочий стол
operators-step-curator-requests = куратор: обращения
operators-step-curator-request = куратор: обращение
operators-step-curator-answer = куратор: ответ
operators-step-curator-find = куратор: поиск человека
operators-step-curator-found = куратор: найденные
operators-step-curator-person = куратор: карточка

# Что говорит нажатая кнопка

operators-toast-below = Смотрите ниже в теме.
operators-toast-done = Готово.
operators-toast-over = Эта кнопка уже не действует.
operators-toast-elsewhere = Этого обращения в этой теме нет.
operators-toast-taken = Обращение за вами.
operators-toast-had = Обращение и так за вами.
operators-toast-released = Обращение снова ничьё.
operators-toast-not-yours = Вернуть может только тот, кто взял, или старший оператор.
operators-toast-closed = Закрыто. Человеку сообщили.
operators-toast-closed-already = Уже закрыто.
operators-toast-reopened = Снова открыто.
operators-toast-not-reopened = Открыть не получится: оно и так открыто или у человека есть другое открытое обращение.
operators-toast-language-ru = Теперь человеку пишем по-русски.
operators-toast-language-en = Теперь человеку пишем по-английски.
operators-toast-sent = Отправлено.
operators-toast-held-left = Осталось заметкой.
operators-toast-blocked = Человек заблокирован.
operators-toast-blocked-already = Человек уже заблокирован.
operators-toast-unblocked = Человек разблокирован.
operators-toast-not-blocked = Человек и так не заблокирован.

# Строки в теме

operators-sent = ➡️ <i>Отправлено человеку:</i>
operators-reopened-by-answer = 🔓 Обращение было закрыто. Ответ его снова открыл, человек его получит.
operators-other-open = У человека есть другое открытое обращение: отвечайте в его теме.
operators-answers = <b>Готовые ответы.</b> Нажмите на строку, чтобы скопировать, и впишите своё; несколько значений разделяет |. Человек получит ответ на своём языке.
operators-answer-unknown = Готового ответа «{ $name }» нет. Список: /a
operators-answer-fields = { $count ->
        [0] В ответе «{ $title }» вписывать нечего, а дописанное человек не увидел бы. Отправить ответ: <code>{ $form }</code>
       *[other] В ответе «{ $title }» надо вписать: { $fields }. Напишите: <code>{ $form }</code>
    }
operators-faq-found = Статьи{ $given ->
        [no] { "" }
       *[yes] {" "}по словам «{ $words }»
    }. Нажмите, и статья уйдёт человеку на его языке.
operators-faq-nothing = По словам «{ $words }» статей нет. Попробуйте другие слова.
operators-journey =
    🧭 Сейчас: <b>{ $place }</b>
    Звонок: { $call ->
        [waiting] ждём
        [confirmed] подтверждён
        [over] не подтверждён, время вышло
       *[none] не было
    }
    Письмо: { $letter ->
        [waiting] отправлено, ждём
        [confirmed] адрес подтверждён
        [over] не подтверждено
       *[none] не отправлялось
    }
    Учётная запись: { $registered ->
        [yes] есть
       *[no] ещё нет
    }{ $undelivered ->
        [0] { "" }
       *[other] {"."} Ещё не доставлено сообщений: { $undelivered }
    }
operators-journey-school =
    🧭 Сейчас: <b>{ $place }</b>{ $undelivered ->
        [0] { "" }
       *[other] {"."} Ещё не доставлено сообщений: { $undelivered }
    }
    Данные людей журнала поддержке не видны: с ними работает куратор школы.
operators-journey-unknown = Этого чата у бота больше нет.
operators-letter-resent = ✉️ Письмо на { $email } отправлено ещё раз. Человеку сообщили.
operators-call-allowed = 📞 Ограничение звонков снято. Человеку сообщили, что можно звонить снова.
operators-pass-revoked = 🎫 Все пропуска, показанные до этой минуты, больше не действуют. Человеку сообщили.
operators-phone-ask =
    ☎️ <b>Ответьте на это сообщение</b> правильным номером. Впереди напишите ФИО как в 1С или код из 1С, если бот ещё не знает, кто это:
    <code>Петрова Анна Сергеевна +7 905 123-45-67</code>
    Сначала убедитесь, что пишет сам этот человек.
operators-phone-confirm =
    Записать номер <b>{ $shown }</b> человеку <b>{ $name }</b> (код 1С: { $code })?
    Прежние его номера перестанут действовать. Нажмите, только если вы проверили личность: документ, видеозвонок, подтверждение деканата.
operators-phone-corrected =
    ☎️ Номер исправлен на { $phone }. Он действует сразу и не изменится при загрузке из 1С, пока там не будет такого же.
    <b>Для 1С:</b> исправьте номер и там. Письмо об этом отправлено.
operators-phone-left = Номер оставлен прежним.
operators-held = ✋ Человеку это не отправлено: сейчас исправляют номер, и здесь могут быть чужие данные. Отправить?
operators-held-sent = 📨 Отправлено человеку.
operators-kept-note = 📝 Это осталось заметкой: её видят только операторы. Если это для человека, напишите ещё раз и поставьте впереди любое слово.
operators-edit-kept = ✋ Человек видит прежний ответ: заметки и команды ему не показываются. Чтобы убрать ответ, напишите /del ответом на него.
operators-edit-note = 📝 Это осталось заметкой: от правки она человеку не уходит. Если это для него, напишите новым сообщением.
operators-edit-command = ✋ Правка человеку не ушла: это было сообщение боту, а не ответ. Если слова для человека, напишите их новым сообщением.
operators-command-in-caption = Команду { $command } напишите отдельным сообщением: с файлом она не действует, и человеку ничего не отправлено.
operators-block-reason =
    { $reason ->
        [spam] спам
        [abuse] оскорбления
        [mistake] пишет не туда
       *[other] { $reason }
    }
operators-blocked =
    🚫 Человек заблокирован. Причина: { operators-block-reason }. Снять: /unblock
operators-unblocked =
    Человек разблокирован: его сообщения снова приходят.{ $refused ->
        [0] { "" }
       *[other] {" "}Пока он был заблокирован, не принято сообщений: { $refused }
    }
operators-block-why = Напишите причину: <code>/block спам</code>
operators-language-set =
    { $language ->
        [en] 🌐 Человеку пишем по-английски.
       *[ru] 🌐 Человеку пишем по-русски.
    }
operators-close-unanswered = Человеку ещё никто не ответил. Всё равно закрыть?
operators-closed-already = Обращение уже закрыто.
operators-language-which = Языка два: <code>/lang ru</code> или <code>/lang en</code>. Язык остался прежним.
operators-stats-which = Напишите число дней: <code>/stats 30</code>, таблицей — <code>/stats 30 csv</code>.
operators-closed-by = 🔒 Закрыл оператор: { $name }
operators-answered-anothers = ℹ️ Обращение взял оператор { $name }. Ваш ответ отправлен, обращение осталось за ним.
operators-language-hint = 🌐 Человек пользуется ботом по-английски, а это написано по-русски. Готовые ответы (/a) и статьи (/faq) уйдут ему по-английски; то, что вы вписываете в ответ, не переводится.
operators-del-what = Чтобы удалить сообщение у человека, ответьте командой /del на сообщение оператора в этой теме.
operators-deleted = 🗑 У человека удалено.
operators-fault = Сбой на нашей стороне: последнее действие не выполнено. Повторите его, пожалуйста. Причина записана в журнале бота.
operators-command-unknown = Команды { $command } нет. Что есть: /help. Чтобы отправить человеку слова, которые начинаются с «/», поставьте впереди любое слово.
operators-command-elsewhere = Команда { $command } действует в теме обращения.
operators-moved =
    Обращение № { $ticket } теперь в другой теме{ $topic ->
        [none] , она сейчас создаётся
       *[other] : <a href="{ $link }">{ $topic }</a>
    }. Написанное здесь человек не получит: напишите там.
operators-general-hint = Здесь бот ничего не пересылает: каждому обращению — своя тема. Заметки друг другу пишите как угодно. Показатели: /stats, подсказка: /help
operators-help =
    <b>Как отвечать</b>
    • Всё, что вы пишете в теме обращения, получает человек: слова, снимки, файлы, голос. Вашего имени он не видит.
    • <code>//</code> в начале — заметка: она остаётся здесь.
    • Правка сообщения меняет его и у человека. /del ответом на сообщение удаляет его там.
    • Реакция под сообщением человека появится и у него.

    <b>Команды</b>
    /a — готовые ответы, <code>/a название значение | значение</code>
    /faq слова — статьи для человека
    /take — взять, /close — закрыть
    /block причина, /unblock
    /lang ru или en — язык человека
    /journey — где человек сейчас
    /stats 30 — показатели за 30 дней, <code>/stats 30 csv</code> — таблицей

    То, что нельзя отменить, делает старший оператор: администратор группы.

operators-stats-title =
    Поддержка за { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
operators-stats-now = Открыто сейчас: { $open }, из них ждут ответа: { $waiting }
operators-stats-moved = Открыли: { $opened }, закрыли: { $closed }
operators-stats-answer = Первый ответ (рабочее время): обычно { $median }, у девяти из десяти не дольше { $p90 }
operators-stats-resolution = До закрытия: обычно { $median }, у девяти из десяти не дольше { $p90 }
operators-stats-ratings = Оценка: { $mean } из 5 (оценок: { $count })
operators-stats-reason = • { $reason }: { $count }
operators-stats-minutes = { $count } мин
operators-stats-hours = { $count } ч
operators-stats-days = { $count } дн.

# Почему не вышло

errors-operators-senior-only = Это делает старший оператор: администратор группы.
errors-operators-no-data = Это журнал школы: данные людей поддержке недоступны, с ними работает куратор.
errors-operators-no-letter = Сейчас человек не ждёт письма: отправлять нечего.
errors-operators-no-call = Сейчас человек не подтверждает номер звонком: разрешать нечего.
errors-operators-too-often = Это делали уже несколько раз: подождите несколько часов. Пока помогите человеку иначе или попросите его заглянуть в «Спам».
errors-operators-no-account = У этого чата нет учётной записи, и пропуска тоже.
errors-operators-phone-unreadable = Не вижу в ответе одного номера мобильного. Нажмите «Исправить телефон» ещё раз и ответьте, например: Петрова Анна Сергеевна +7 905 123-45-67
errors-operators-person-unnamed = Бот ещё не знает, кто это. Напишите впереди номера ФИО как в 1С или код из 1С.
errors-operators-person-unknown = Такого человека в базе нет. Проверьте ФИО по 1С или напишите код из 1С.
errors-operators-person-several = Людей с таким ФИО несколько. Напишите вместо ФИО код из 1С.
errors-operators-phone-of-another = Этот номер записан на другого человека. Сначала исправьте его запись в 1С.
errors-operators-ticket-unknown = Такого обращения нет.
errors-operators-ticket-closed = Обращение закрыто, а у человека уже есть другое. Это сообщение осталось заметкой: ответьте в новой теме.
errors-operators-ticket-taken = Обращение уже взял другой оператор. Передать его может он сам или старший оператор.
errors-operators-person-blocked-bot = ⚠️ Не доставлено: человек заблокировал бота. Сообщение осталось заметкой. Если в карточке есть телефон или почта, свяжитесь так; если нет, ответ можно отправить, когда человек вернётся.
errors-operators-person-gone = ⚠️ Не доставлено: этого чата больше нет. Сообщение осталось заметкой.

# Что бот говорит человеку о сделанном

told-letter-again = ✉️ Поддержка отправила вам письмо ещё раз. Если его нет, загляните в «Спам».
told-call-again = 📞 Номер снова можно подтвердить звонком: продолжите регистрацию и нажмите «Повторить» или введите номер ещё раз.
told-phone-corrected = ☎️ Ваш номер телефона в данных университета исправлен. Если вы его уже подтвердили, регистрация сейчас продолжится сама. Если ещё нет, введите его, когда я спрошу номер.
told-pass-revoked = 🎫 Ваши прежние пропуска отозваны: по ним больше не пройти. Новый покажет /pass.

# Письмо тем, кто ведёт 1С

mail-directory-subject = 1С: исправьте телефон (обращение № { $ticket })
mail-directory-title = Исправьте телефон в 1С
mail-directory-intro = Оператор поддержки проверил личность и исправил номер телефона в базе бота по обращению № { $ticket }. В 1С номер пока прежний.
mail-directory-facts = Что внести
mail-directory-name = ФИО
mail-directory-code = Код в 1С
mail-directory-phone = Номер телефона
mail-directory-time = Исправлено
mail-directory-until = Пока в 1С другой номер, при каждой загрузке остаётся исправленный, и отчёт загрузки напоминает о нём.
mail-directory-footer = Письмо составлено автоматически, отвечать на него не нужно.
