inline-button = Все вопросы — в чате с ботом
button-inline-open = Спросить у бота
