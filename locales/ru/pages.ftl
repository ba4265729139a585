web-to-chat = Вернуться в чат

web-link-title = Подтвердите адрес почты
web-link-text = Кто-то указал этот адрес в чате с ботом ({ $institution }). Если это были вы, нажмите кнопку.
web-link-button = Подтвердить
web-link-code = Кнопка не работает? Введите в чате код из письма: результат тот же.
web-link-ignore = Если это были не вы, закройте страницу. Ничего не изменится.
web-press-again = Не получилось. Нажмите кнопку ещё раз.

web-link-confirmed-title = Адрес подтверждён
web-link-confirmed-text = Вернитесь в чат: бот уже перешёл к следующему шагу.
web-link-used-title = Адрес уже подтверждён
web-link-used-text = Эта ссылка сработала раньше, второй раз она не нужна. Продолжайте в чате.
web-link-expired-title = Ссылка устарела
web-link-expired-text = Вернитесь в чат и попросите прислать письмо ещё раз. Придёт новая ссылка.
web-link-replaced-title = Есть письмо новее
web-link-replaced-text = После этого письма вы запросили другое. Откройте ссылку из самого нового письма или вернитесь в чат.
web-link-unknown-title = Такой ссылки нет
web-link-unknown-text = Возможно, адрес скопирован не целиком. Откройте ссылку из письма ещё раз или введите код из него в чате.

web-password-title = Придумайте пароль
web-password-title-trouble = Нужен другой пароль
web-password-text = { $name }, с этим паролем вы будете входить в систему: { $institution }.
web-password-text-unnamed = С этим паролем вы будете входить в систему: { $institution }.
web-password-label = Новый пароль
web-password-show = Показать пароль
web-password-count = Знаков: #, нужно не меньше { $min }
web-password-rule-length = Не короче { $min } знаков. Длинный надёжнее сложного: подойдут четыре слова подряд.
web-password-rule-personal = Без вашего имени, телефона, почты и логина.
web-password-rule-common = Не из тех, что выбирают многие: «qwerty123», «йцукен».
web-password-button = Сохранить пароль

web-page-done-title = Пароль сохранён
web-page-done-text = Вернитесь в чат: бот подскажет, что дальше.
web-page-used-title = Пароль уже задан
web-page-used-text = Эта страница открывается один раз. Продолжайте в чате.
web-page-expired-title = Страница устарела
web-page-expired-text = Вернитесь в чат и нажмите кнопку ещё раз: бот откроет новую страницу.
web-page-incomplete-title = Остался ещё один шаг
web-page-incomplete-text = Пароль пока не сохранён: не всё подтверждено. Вернитесь в чат, бот покажет, чего не хватает.
web-page-unknown-title = Такой страницы нет
web-page-unknown-text = Возможно, адрес скопирован не целиком. Вернитесь в чат и нажмите кнопку ещё раз.

web-outside-absent-title = Откройте страницу из чата
web-outside-absent-text = Страница с паролем открывается только кнопкой в вашем чате с ботом. Так мы знаем, что это вы.
web-outside-forged-title = Откройте страницу из своего чата
web-outside-forged-text = Мы не смогли убедиться, что страницу открыли вы. Пароль не сохранён. Вернитесь в чат и нажмите кнопку ещё раз.
web-outside-old-title = Прошло больше пяти минут
web-outside-old-text = Пароль не сохранён. Вернитесь в чат, нажмите кнопку ещё раз и введите пароль на новой странице.

web-not-found-title = Такой страницы нет
web-not-found-text = Проверьте адрес или вернитесь в чат.
web-too-many-title = Слишком много попыток
web-too-many-text = Подождите минуту и попробуйте ещё раз.
web-too-large-title = Слишком длинный текст
web-too-large-text = Вернитесь назад и напишите короче.
web-failure-title = Что-то сломалось у нас
web-failure-text = Мы уже знаем об этом. Попробуйте через минуту или вернитесь в чат.
