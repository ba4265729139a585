mail-confirm-email-subject = Подтвердите почту: { $institution }
mail-confirm-email-title = Подтвердите адрес почты
mail-confirm-email-intro = Вы указали этот адрес в Telegram, когда регистрировались ({ $institution }). Нажмите кнопку, и бот сам перейдёт к следующему шагу.
mail-confirm-email-button = Подтвердить почту

mail-confirm-corporate-subject = Подтвердите корпоративную почту: { $institution }
mail-confirm-corporate-title = Подтвердите корпоративную почту
mail-confirm-corporate-intro = Вы указали этот адрес в Telegram, чтобы подтвердить авторизацию ({ $institution }). Нажмите кнопку: после этого станет доступен QR-код для прохода.
mail-confirm-corporate-button = Подтвердить почту

mail-relink-subject = Вход из другого чата Telegram: { $institution }
mail-relink-title = Это вы открыли новый чат?
mail-relink-intro = Чат в Telegram просит присоединить его к вашей учётной записи ({ $institution }). Если это вы, нажмите кнопку. Прежний чат потеряет доступ, а показанные в нём QR-коды перестанут действовать.
mail-relink-button = Да, это мой чат

mail-link-note = Если кнопка не нажимается, скопируйте адрес в браузер:
mail-code-note = Или введите в чате этот код:
mail-code-warning = Никому не сообщайте код, даже сотрудникам поддержки.
mail-valid = Ссылка и код действуют { $minutes } минут и только один раз.
mail-ignore = Если это были не вы, просто ничего не делайте: без подтверждения ничего не изменится.

mail-already-used-subject = Этот адрес уже занят: { $institution }
mail-already-used-title = Этот адрес уже привязан к учётной записи
mail-already-used-intro = Кто-то, возможно вы, указал этот адрес в Telegram ({ $institution }), но он уже принадлежит другой учётной записи. Поэтому мы ничего не изменили.
mail-already-used-advice = Если это были вы, вернитесь в чат и укажите другой адрес или напишите в поддержку. Если не вы, ничего делать не нужно: ваша учётная запись в порядке.

mail-footer = Письмо отправил бот «Пропуск» ({ $institution }). Поддержка: { $email }, { $phone }. Отвечать на это письмо не нужно.

mail-ticket-subject = [#{ $ticket }] { $reason }
mail-ticket-title = Обращение № { $ticket }
mail-ticket-intro = { $reason }. Бот не смог помочь и передаёт обращение вам.
mail-ticket-facts = Что известно
mail-ticket-institution = Учреждение
mail-ticket-time = Время
mail-ticket-language = Язык человека
mail-ticket-language-ru = русский
mail-ticket-language-en = английский
mail-ticket-chat = Чат в Telegram
mail-ticket-footer = Письмо составлено автоматически. Текст человека приведён как есть: не открывайте ссылки из него без проверки.
mail-ticket-reason-person-not-found = Номера телефона нет в 1С
mail-ticket-reason-person-several = Один номер телефона у нескольких людей в 1С
mail-ticket-reason-person-other-name = В 1С другое имя
mail-ticket-reason-call-trouble = Не получается подтвердить номер звонком
mail-ticket-reason-call-not-confirmed = Три звонка не подтвердили номер
mail-ticket-reason-authorization-failing = Не получается подтвердить авторизацию
mail-ticket-reason-account-trouble = Трудности с учётной записью
mail-ticket-reason-curator-absent = В школе нет куратора, которого можно позвать
mail-ticket-reason-faq-unhelpful = Ответы бота не помогли
mail-ticket-reason-asked = Человек просит о помощи

errors-mail-refused = Почтовый сервер не принял письмо на этот адрес. Проверьте, нет ли опечатки, или укажите другой адрес.
mail-ticket-fact-words = Слова человека
mail-ticket-fact-questions = Спрашивал(а), и ответ не помог
mail-ticket-fact-unanswered = Спрашивал(а), а ответа не нашлось
mail-ticket-fact-phone = Телефон (подтверждён)
mail-ticket-fact-unconfirmed-phone = Телефон (не подтверждён)
mail-ticket-fact-name = Имя в 1С
mail-ticket-fact-email = Почта (подтверждена)
mail-ticket-fact-unconfirmed-email = Почта (не подтверждена)
mail-ticket-place = Где в боте
mail-ticket-fact-error = Что не получилось, словами бота
mail-ticket-fact-attempts = Попыток
mail-ticket-fact-role = Кто
mail-ticket-fact-school = Школа
mail-ticket-fact-region = Регион
mail-ticket-fact-registration = Регистрация
errors-mail-delayed = Почтовый сервер сейчас не отвечает, и письмо ещё не ушло. Я продолжаю пробовать сам: как только он ответит, письмо придёт.
