# Что написано на картинке /stats. Коротко: места на телефоне мало.

stats-title = Поддержка
stats-period = { $from } — { $to }
stats-days =
    { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
stats-open = Открыто сейчас
stats-waiting = ждут ответа: { $count }
stats-nobody-waits = ответа никто не ждёт
stats-opened = Открыли
stats-closed = Закрыли
stats-over = за { $days }
stats-rating = Оценка
stats-rating-of = из 5, всего: { $count }
stats-rating-none = оценок нет
stats-moved-days = Обращения по дням
stats-moved-weeks = Обращения по неделям
stats-moved-months = Обращения по месяцам
stats-opened-legend = открыли: { $count }
stats-closed-legend = закрыли: { $count }
stats-answer = Первый ответ
stats-answer-note = рабочее время
stats-resolution = До закрытия
stats-resolution-note = всё время
stats-median = половина — до
stats-p90 = девять из десяти — до
stats-spread-none = Пока нечего измерить
stats-ratings = Оценки
stats-ratings-none = Пока никто не оценил
stats-reasons = Почему обращались
stats-reasons-none = Обращений не было
stats-reasons-other = другое
stats-quiet = За это время обращений не было
stats-empty = —

# Подпись у таблиц

stats-tables =
    <b>Поддержка за { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    } таблицами.</b> В первой — показатели, во второй — обращения, по одному в строке: номера и коды, без имён и слов. Открываются в Excel.
