# Куратор журнала в чате

curator-welcome =
    ✅ <b>Вы — куратор журнала</b>

    Школа: { $school }. Для других вы — { $name }.

    Вернуться сюда можно в любой момент: /curator.
curator-not-you = Эта команда — для кураторов журнала, а вы пока не куратор. Ссылку, которая делает куратором, даёт тот, кто обслуживает журнал вашей школы.
curator-school = В какой школе поработаем?
curator-home =
    <b>{ $school }</b>

    { $waiting ->
        [0] Сейчас вас никто не ждёт.
        [one] Вас ждёт { $waiting } человек.
        [few] Вас ждут { $waiting } человека.
       *[many] Вас ждут { $waiting } человек.
    }

    Чтобы найти кого-то, напишите фамилию или класс. Списки, приглашения и печать — на рабочем столе, это страница для компьютера.
curator-desk =
    На рабочем столе — классы, списки, приглашения для печати и журнал действий.

    Я дам одноразовую ссылку. Откройте её на том компьютере, за которым будете работать.
curator-desk-open = Ссылка готова: она открывается один раз и действует 10 минут. Чтобы работать на другом компьютере, скопируйте её туда. Никому её не передавайте.

curator-requests = Эти люди ждут куратора. Выберите, кому помочь:
curator-no-requests = Сейчас никто не ждёт. Когда кто-нибудь обратится, я напишу.
curator-request-made = 🔔 <b>Нужна ваша помощь</b> · { $school }
curator-request =
    Обращение { $number }: { $reason }.

    Кто: { $name }{ $inClass ->
        [yes] {" "}({ $className })
       *[no] {""}
    }{ $known ->
        [yes] {""}
       *[no] {" "}— имя не проверено
    }
curator-request-words = Своими словами: «{ $words }»
curator-request-state = { $state ->
    [waiting] Обращение пока никто не взял.
    [mine] Обращение у вас. Ответьте человеку или помогите и закройте обращение.
    [closed] Обращение закрыто.
   *[taken] Обращение взял(а) { $curator }.
}
curator-request-yours = 👌 Обращение ваше. Человек знает, что вы им занимаетесь.
curator-request-taken = Обращение { $number } взял(а) { $curator }.
curator-request-closed = Готово, обращение закрыто.
curator-answer = Напишите ответ одним сообщением — я передам его человеку. Пароли и коды в чате не пишите.
curator-answer-sent = ✉️ Ответ отправлен.
curator-reason-recover-no-email = не может войти, почта не подтверждена
curator-reason-gosuslugi-data = не получается войти через Госуслуги
curator-reason-invitation-missing = нет кода приглашения
curator-reason-other = нужна помощь

curator-find = Кого ищем? Напишите фамилию, имя или класс, например «6А Николаева».
curator-found = Нашлось по запросу «{ $query }». Можно написать другой запрос.
curator-found-many = Подходит слишком много людей, вот первые. Допишите имя или класс: «{ $query }».
curator-nobody = По запросу «{ $query }» никого нет. Проверьте, как имя записано в списке, и напишите ещё раз.
curator-card = { $named ->
    [yes] <b>{ $name }</b>
   *[no] <b>Родитель без имени в списке</b>
}
    { $role ->
        [student] Ученик, { $className }
        [parent] Родитель: { $childName }, { $className }
        [teacher] Учитель
       *[staff] Сотрудник
    }
curator-card-registered = В журнале уже зарегистрирован(а). { $address ->
    [confirmed] Почта подтверждена: доступ можно вернуть и без вас, через «Забыли пароль?».
    [unconfirmed] Почта не подтверждена: вернуть доступ можете только вы.
   *[none] Почты нет: вернуть доступ можете только вы.
}
curator-card-invited = Код приглашения выдан, но ещё не использован.
curator-card-waiting = Кода приглашения ещё нет.
curator-login = { $name }: логин <code>{ $login }</code>. Я сообщу человеку, что вы его посмотрели.
curator-link-sent = 🔑 Ссылка для нового пароля ушла человеку в чат. Она действует час.
curator-invited = Код приглашения: <code>{ $code }</code>. Он действует 60 дней, прежний код больше не подойдёт. Лист с кодом можно напечатать на рабочем столе.
curator-withdrawn = Код отозван: зарегистрироваться по нему больше нельзя.

button-curator-leave = Закончить работу
button-requests = { $waiting ->
    [0] Обращения
   *[other] Обращения ({ $waiting })
}
button-request = № { $number }{ $mine ->
    [yes] {" "}· у вас
   *[no] {""}
} · { $who }
button-request-take = Взять
button-request-close = Закрыть обращение
button-answer = Ответить
button-find = Найти человека
button-person = Открыть карточку
button-card = { $named ->
    [yes] { $name }
   *[no] Родитель без имени
} · { $role ->
    [student] { $className }
    [parent] родитель: { $childName }
    [teacher] учитель
   *[staff] сотрудник
}{ $state ->
    [registered] {" "}✓
   *[other] {""}
}
button-see-login = Показать логин
button-send-link = Отправить ссылку для пароля
button-desk-help = Пароль или QR-код — на рабочем столе
button-invite = Выдать код приглашения
button-reinvite = Выдать новый код
button-withdraw = Отозвать код
button-desk = Рабочий стол
button-desk-link = Получить ссылку
button-desk-open = Открыть рабочий стол
button-other-school = Другая школа

errors-curator-gone = Вы больше не куратор этой школы. Если это ошибка, обратитесь к тому, кто обслуживает журнал.
errors-curator-no-person = Этого человека в вашей школе нет: возможно, его убрали из списка. Найдите его ещё раз.
errors-curator-no-class = Такого класса в списке нет. Выберите класс в общем списке.
errors-curator-no-account = Этот человек ещё не зарегистрирован. Выдайте ему код приглашения.
errors-curator-no-chat = Этот человек не пользуется ботом, отправить ссылку некуда. Покажите её на рабочем столе: там есть QR-код.
errors-curator-nothing-to-print = Печатать нечего: все уже зарегистрированы или школа напечатала их коды сама.
errors-curator-too-many-parents = Родителей в карточке уже шесть. Проверьте, нет ли лишних кодов, которые можно использовать.
errors-curator-link-unknown = Эта ссылка не действует. Попросите новую у того, кто обслуживает журнал.
errors-curator-link-used = Эту ссылку уже открыл кто-то другой. Попросите для себя новую.
errors-curator-link-expired = Ссылка устарела: она действует сутки. Попросите новую.
errors-request-unknown = Такого обращения в вашей школе нет.
errors-request-taken = Это обращение уже взял другой куратор.
errors-request-closed = Это обращение уже закрыто.
errors-request-no-words = Ответ пустой. Напишите хотя бы слово.
errors-invitation-no-card = Этого человека нет в списке школы, код для него не выдать. Проверьте список.
errors-invitation-registered = Этот человек уже зарегистрирован, код ему не нужен. Если он не может войти, помогите вернуть доступ.
