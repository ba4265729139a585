inline-button = Все вопросы — в чате с ботом
button-inline-do = Сделать это в чате с ботом
button-inline-open = Спросить у бота
