"""What the body of a report says: sentences, the terms in them, the elements that they answer."""
