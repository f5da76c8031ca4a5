/** Text that no request may hold: it would be stored, searched for or shown as another text than was sent. */

/** NUL ends a text for many programs; half of a surrogate pair cannot be written as UTF-8. */
export const isStorable = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text)

export const NOT_STORABLE = 'holds NUL or half of a surrogate pair; take it out'
