# What stands in the picture of /stats. Short: a phone has little room.

stats-title = The helpdesk
stats-period = { $from } — { $to }
stats-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
stats-open = Open now
stats-waiting = awaiting reply: { $count }
stats-nobody-waits = nobody is waiting
stats-opened = Opened
stats-closed = Closed
stats-over = in { $days }
stats-rating = Rating
stats-rating-of = of 5, ratings: { $count }
stats-rating-none = no ratings yet
stats-moved-days = Requests by day
stats-moved-weeks = Requests by week
stats-moved-months = Requests by month
stats-opened-legend = opened: { $count }
stats-closed-legend = closed: { $count }
stats-answer = First answer
stats-answer-note = working time
stats-resolution = Until closed
stats-resolution-note = all hours
stats-median = half within
stats-p90 = nine in ten within
stats-spread-none = Nothing to measure yet
stats-ratings = Ratings
stats-ratings-none = Nobody has rated yet
stats-reasons = Why people wrote
stats-reasons-none = No requests
stats-reasons-other = other
stats-quiet = No requests in this time
stats-empty = —

# Below the tables

stats-tables =
    <b>The helpdesk over { $days ->
        [one] { $days } day
       *[other] { $days } days
    }, as tables.</b> The first holds the figures, the second one request per line: numbers and codes, no names and no words. Excel opens both.
