# Письма сотрудникам поддержки: обращения и переписка по ним.
mail-ticket-marker = ##- Пишите ответ выше этой строки -##
mail-ticket-so-far = Вот разговор, который был до этого письма.
mail-ticket-later = Вот что произошло в разговоре с прошлого письма.
mail-ticket-answer-here = Просто ответьте на это письмо: ваши слова и файлы придут человеку в чат, ваши имя и адрес он не увидит. Если первая строка ответа — «#закрыть», обращение после него закроется.
mail-ticket-answer-elsewhere = Ответ на это письмо в чат не попадёт. Позвоните или напишите человеку: телефон и почта, которые он назвал, указаны в первом письме.
mail-ticket-said-person = Человек, { $time }
mail-ticket-said-edited = Человек исправил сообщение от { $time }
mail-ticket-said-deleted = Человек удалил сообщение от { $time }
mail-ticket-said-trouble = Ещё одна трудность, { $time }
mail-ticket-said-operator = Ответ из группы операторов, { $time }
mail-ticket-said-house = Бот, { $time }
mail-ticket-file-left-out = (файл не приложен: он слишком велик для письма или его больше нет)
mail-ticket-media-photo = фотография
mail-ticket-media-video = видео
mail-ticket-media-animation = анимация
mail-ticket-media-audio = аудиозапись
mail-ticket-media-document = файл
mail-ticket-media-voice = голосовое сообщение
mail-ticket-media-video-note = видеосообщение
mail-ticket-media-sticker = стикер
mail-ticket-media-location = место на карте
mail-ticket-media-venue = место
mail-ticket-media-contact = контакт
mail-ticket-media-poll = опрос
mail-ticket-media-dice = игральная кость
mail-ticket-media-other = сообщение, которое письмом не передать

# Строки бота в обращении: их видят операторы в теме группы и в следующем письме.
mail-inbound-answered =
    ✉️ Ответ по почте, { $name }:
    { $text }
mail-inbound-stranger =
    ⚠️ На адрес обращения написал кто-то не из поддержки: { $from }. Человеку это не отправлено.
    { $text }
mail-inbound-empty = Пришло письмо от { $from }, но в нём не нашлось ответа: только цитата или подпись. Человеку ничего не отправлено.
mail-inbound-dropped = Из письма от { $from } человеку переданы не все вложения: письмо может нести не больше { $files } файлов и { $megabytes } МБ. Не переданы: { $names }
mail-inbound-too-many = По этому обращению за час пришло слишком много писем. Письмо от { $from } ждёт на почтовом сервере и дойдёт до человека позже.
mail-inbound-bounced = Письмо поддержки по этому обращению вернулось: почтовый сервер его не принял. Проверьте ящик { $address }.
# Это читает человек.
mail-inbound-partly = К этому сообщению были приложены ещё файлы, но передать их не удалось. Если они нужны, попросите прислать их по одному.
# Это читает человек.
mail-ticket-left-out =
    { $count ->
        [one] Ваш файл до поддержки не дошёл: он слишком большой (больше 20 МБ) или больше недоступен.
       *[other] Ваши файлы до поддержки не дошли: они слишком большие (больше 20 МБ) или больше недоступны.
    }{ $names ->
        [none] {""}
       *[other] {" "}Это: { $names }.
    } Само сообщение поддержка получила. Пришлите файл поменьше или снимок экрана.
