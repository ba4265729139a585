# Рабочий стол куратора
web-desk-language = Русский
web-desk-closed-title = Рабочий стол закрыт
web-desk-closed-text = Вход истёк или его закрыли. Откройте чат, наберите /curator и получите новую ссылку.
web-desk-left-title = Вы вышли
web-desk-left-text = На этом компьютере рабочий стол закрыт. Новую ссылку даст чат: /curator.
web-desk-entry-title = Рабочий стол куратора
web-desk-entry-text = Нажмите кнопку, чтобы открыть рабочий стол на этом компьютере. Вход действует четыре часа.
web-desk-entry-button = Войти
web-desk-entry-note = Ссылка срабатывает один раз. Если вы её не просили, просто закройте страницу.

web-desk-places = Разделы рабочего стола
web-desk-who = { $school } · куратор { $name }
web-desk-classes = Классы
web-desk-import = Загрузить список
web-desk-find = Найти человека
web-desk-audit = Журнал действий
web-desk-leave = Выйти
web-desk-back = Назад
web-desk-back-to-classes = К списку классов

web-desk-nobody-yet = В школе пока нет ни одного класса. Начните с загрузки списка: классы и люди появятся здесь.
web-desk-applied = Готово, список загружен.
web-desk-waiting = { $waiting ->
    [one] Вас ждёт { $waiting } человек. Ответить можно в чате: /curator.
    [few] Вас ждут { $waiting } человека. Ответить можно в чате: /curator.
   *[many] Вас ждут { $waiting } человек. Ответить можно в чате: /curator.
}
web-desk-progress = Кто зарегистрировался
web-desk-class = Класс
web-desk-class-name = Класс { $name }
web-desk-staff = Сотрудники
web-desk-people = Ученики и сотрудники
web-desk-parents = Родители
web-desk-invited = Коды на руках
web-desk-picture-head = Картинка
web-desk-of = { $registered } из { $all }
web-desk-picture = Зарегистрировались { $registered } из { $all }, с кодом { $invited }. Родители: { $parentsRegistered } из { $parentsAll }, с кодом { $parentsInvited }.
web-desk-legend = На картинке верхняя полоса — ученики или сотрудники, нижняя — родители. Закрашено — зарегистрировались, штриховка — код выдан, пусто — кода ещё нет.
web-desk-export = Скачать таблицу (CSV)

web-desk-people-of = { $group }
web-desk-name = Имя
web-desk-role-head = Кто это
web-desk-state-head = Регистрация
web-desk-role = { $role ->
    [student] ученик
    [parent] родитель
    [teacher] учитель
   *[staff] сотрудник
}
web-desk-state = { $state ->
    [registered] зарегистрирован(а)
    [invited] код выдан
   *[waiting] кода нет
}
web-desk-parent-of = Родитель ({ $child })
web-desk-issue-title = Коды приглашения
web-desk-issue-text = { $count ->
    [one] Код ещё не выдан { $count } человеку.
   *[other] Коды ещё не выданы { $count } людям.
}
web-desk-issue-button = Выдать коды всем, у кого их нет
web-desk-issued = { $count ->
    [0] Новых кодов не понадобилось.
    [one] Выдан { $count } код.
    [few] Выдано { $count } кода.
   *[many] Выдано { $count } кодов.
}

web-desk-print = Печать приглашений
web-desk-print-all = Печать приглашений для всей школы
web-desk-print-text = В файл попадут листы всех, кто ещё не зарегистрировался. У кого нет кода, тот его получит.
web-desk-print-one = Лист с кодом для этого человека. Его можно напечатать ещё раз: код тот же.
web-desk-print-button = Скачать листы (PDF)
web-desk-per-page = Листов на странице A4
web-desk-per-page-choice = { $count ->
    [1] один, на всю страницу
    [2] два
    [4] четыре
   *[other] восемь
}
web-desk-sheet-language = Язык листов

web-desk-import-text = Выгрузите список из таблицы или из 1С в формате CSV и выберите файл. Сначала я покажу, что изменится, и только потом вы это примените.
web-desk-import-file = Файл со списком
web-desk-import-note = CSV в кодировке UTF-8 или Windows-1251, до 2 МБ и до 5000 строк. В Excel: «Файл» → «Сохранить как» → CSV.
web-desk-import-button = Показать, что изменится
web-desk-import-columns = Какие столбцы понятны
web-desk-import-column-class = «Класс» — обязательно для списка учеников.
web-desk-import-column-pupil = «ФИО» или «Ученик», либо отдельно «Фамилия», «Имя», «Отчество» — обязательно.
web-desk-import-column-parents = «Родители» (через запятую), «Мать», «Отец», «Родитель 1», «Родитель 2». Если столбцов нет, для каждого ученика появится один родитель без имени.
web-desk-import-column-more = «Дата рождения», «СНИЛС», «E-mail», «Телефон»; то же о родителе: «СНИЛС матери», «E-mail родителя», «Телефон отца».
web-desk-import-column-codes = «Код приглашения», «Код родителя» — если школа уже напечатала приглашения.
web-desk-import-column-staff = Для списка сотрудников — «ФИО» и «Должность». Учителя узнаю́тся по должности.
web-desk-import-safe = Пустая ячейка ничего не стирает, и никто не удаляется. Тот же список можно загрузить ещё раз. СНИЛС хранится так, что прочитать его нельзя, только сравнить.
web-desk-preview = Что изменится
web-desk-preview-text = Пока ничего не изменилось. Проверьте и нажмите кнопку внизу.
web-desk-preview-nothing = Из этого файла взять нечего. Исправьте строки и загрузите файл ещё раз.
web-desk-apply = { $lines ->
    [one] Применить: { $lines } строка
    [few] Применить: { $lines } строки
   *[many] Применить: { $lines } строк
}
web-desk-another-file = Выбрать другой файл
web-desk-report-added-pupils = Новые ученики
web-desk-report-added-parents = Новые родители
web-desk-report-added-staff = Новые сотрудники
web-desk-report-changed = Изменится записей
web-desk-report-unchanged = Останется как есть
web-desk-report-codes = Напечатанные школой коды
web-desk-report-unlisted = Есть в этих классах, но не в файле (останутся)
web-desk-report-classes = Классы: { $classes }.
web-desk-refused = { $count ->
    [one] Не взята { $count } строка
    [few] Не взяты { $count } строки
   *[many] Не взято { $count } строк
}
web-desk-remarks = { $count ->
    [one] { $count } замечание
    [few] { $count } замечания
   *[many] { $count } замечаний
}
web-desk-line = Строка { $line }: { $reason }
web-desk-more-lines = И ещё { $count }.
web-desk-trouble-columns = ячеек больше, чем столбцов; возможно, не хватает кавычек
web-desk-trouble-name-missing = нет имени
web-desk-trouble-name-too-long = имя слишком длинное
web-desk-trouble-name-unreadable = имя не читается; проверьте кодировку файла
web-desk-trouble-class-missing = нет класса
web-desk-trouble-class-too-long = название класса слишком длинное
web-desk-trouble-duplicate = такой человек уже есть выше; если это два разных человека, укажите даты рождения обоих
web-desk-trouble-several = в школе несколько человек с таким именем; укажите дату рождения
web-desk-trouble-birth-date = дата рождения не читается, взято без неё
web-desk-trouble-snils = в СНИЛС ошибка, взято без него
web-desk-trouble-email = адрес почты не читается, взято без него
web-desk-trouble-phone = это не номер мобильного телефона, взято без него
web-desk-trouble-elsewhere = человек с таким именем есть в другом классе; без дат рождения он считается другим
web-desk-trouble-code = код не принят: он занят, выдан не тому или записан с ошибкой

web-desk-find-label = Имя или класс
web-desk-find-note = Например: 6А Николаева. Родителя можно искать и по имени ребёнка.
web-desk-find-button = Найти
web-desk-found = { $count ->
    [0] Никого не нашлось
    [one] Нашёлся { $count } человек
    [few] Нашлись { $count } человека
   *[many] Нашлось { $count } человек
}
web-desk-found-many = Показаны первые. Допишите имя или класс, чтобы найти точнее.

web-desk-person = Карточка
web-desk-facts = Что знает школа
web-desk-facts-note = Почту, которую человек указал при регистрации, не видит никто, кроме него.
web-desk-child = Ребёнок
web-desk-birth = Дата рождения
web-desk-snils = СНИЛС
web-desk-email = E-mail в журнале
web-desk-phones = Телефоны
web-desk-address = Своя почта
web-desk-address-state = { $state ->
    [confirmed] подтверждена
    [unconfirmed] не подтверждена: вернуть доступ можете только вы
   *[none] не указана: вернуть доступ можете только вы
}
web-desk-known = есть
web-desk-not-known = нет
web-desk-code = Код приглашения
web-desk-code-state = { $state ->
    [live] Код выдан и действует до { $date }.
    [expired] Код устарел { $date }. Выдайте новый.
    [withdrawn] Код отозван.
    [used] Код использован.
   *[none] Кода ещё нет.
}
web-desk-code-foreign = Этот код школа напечатала сама. Если лист потерян, выдайте новый код.
web-desk-invite = Выдать код
web-desk-reinvite = Выдать новый код (прежний перестанет действовать)
web-desk-withdraw = Отозвать код
web-desk-withdrawn = Код отозван.
web-desk-code-ready = Новый код приглашения
web-desk-code-ready-text = Его можно продиктовать или напечатать лист. Прежний код больше не действует.
web-desk-restore = Вернуть доступ
web-desk-restore-text = О каждом действии мы сообщаем человеку и записываем его в журнал.
web-desk-see-login = Показать логин
web-desk-send-link = Отправить человеку ссылку для нового пароля
web-desk-no-chat = Бот не знает, куда написать этому человеку: ссылку можно только показать.
web-desk-show-link = Показать ссылку и QR-код здесь
web-desk-set-password = Задать временный пароль
web-desk-stolen = Зарегистрировался кто-то другой
web-desk-stolen-text = Если кодом воспользовался чужой человек, заберите учётную запись: все входы закроются, его чат и почта будут отвязаны. Потом покажите ссылку тому, чья это запись.
web-desk-take-back = Забрать учётную запись
web-desk-taken-back = Учётная запись отвязана от чата и почты, все входы закрыты. Теперь покажите ссылку для нового пароля её владельцу.
web-desk-login-is = Логин
web-desk-told = Мы сообщили человеку, что вы посмотрели логин.
web-desk-link-sent = Ссылка ушла человеку в чат. Она действует час.
web-desk-link-is = Ссылка для нового пароля
web-desk-link-text = Покажите QR-код человеку или напечатайте эту страницу. Ссылка срабатывает один раз в течение часа и больше здесь не появится.
web-desk-link-qr = QR-код со ссылкой для нового пароля
web-desk-password-is = Временный пароль
web-desk-login = Логин
web-desk-password = Пароль
web-desk-password-text = Сообщите их человеку. При первом входе он придумает свой пароль. Этот действует до { $date } и больше здесь не появится.
web-desk-no-parents = Родителей в списке нет.
web-desk-add-parent = Добавить ещё одного родителя

web-desk-audit-text = Здесь всё, что кураторы и сами люди делали с данными школы. Изменить или удалить запись нельзя.
web-desk-audit-caption = Последние записи
web-desk-audit-when = Когда
web-desk-audit-who = Куратор
web-desk-audit-what = Что
web-desk-audit-whom = Чья карточка
web-desk-audit-older = Более ранние записи

audit-registered = Регистрация
audit-card-added = Добавлена карточка или ребёнок
audit-email-confirmed = Почта подтверждена
audit-password-changed = Пароль изменён
audit-signed-in-by-gosuslugi = Вход через Госуслуги
audit-class-seen = Просмотр класса
audit-person-seen = Просмотр карточки
audit-login-seen = Просмотр логина
audit-audit-seen = Просмотр журнала действий
audit-list-imported = Загрузка списка
audit-list-exported = Скачивание таблицы
audit-invitations-issued = Коды выданы
audit-invitation-issued = Код выдан
audit-invitation-taken-over = Принят код, напечатанный школой
audit-invitation-withdrawn = Код отозван
audit-invitations-printed = Печать приглашений
audit-link-made = Ссылка для нового пароля
audit-password-set = Временный пароль
audit-account-taken-back = Учётная запись забрана у чужого человека
audit-request-taken = Обращение взято
audit-request-answered = Ответ на обращение
audit-request-closed = Обращение закрыто
audit-curator-added = Назначен куратор
audit-curator-joined = Куратор начал работу
audit-curator-removed = Куратор снят

errors-roster-unreadable = Этот файл не читается как CSV. Если список в Excel, сохраните его так: «Файл» → «Сохранить как» → CSV.
errors-roster-headings = В файле нет нужных столбцов. Для учеников нужны «Класс» и «ФИО», для сотрудников — «ФИО» и «Должность».
errors-roster-too-long = В файле больше 5000 строк. Разделите его, например по параллелям.
errors-roster-empty = В файле есть заголовки, но нет ни одной строки.
errors-roster-no-file = Файл не выбран. Выберите файл и нажмите кнопку ещё раз.
errors-roster-stale = С тех пор прошло больше часа. Загрузите файл ещё раз: я снова покажу, что изменится.
