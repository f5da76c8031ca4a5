/** The door of the object stores. */
export {}
