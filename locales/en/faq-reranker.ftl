faq-sharpened = I think this is what you meant. If not, choose another from the list above.
