# What a ticket's clock reminds operators of

desk-reminder =
    ⏰ The person has been waiting for an answer for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } of working time.
