/** Drawings of individual behaviour: somebody with a phone at the ear. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#0b7285"/><circle cx="20" cy="17" r="8" fill="#fff"/><path d="M8 42c0-9 5-14 12-14s12 5 12 14z" fill="#fff"/><rect x="29" y="9" width="8" height="16" rx="2" fill="#ffd43b"/><path d="M33 25v6l-5 6" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e3fafc"/><g fill="#0b7285"><circle cx="110" cy="60" r="26"/><path d="M62 170c0-46 18-72 48-72s48 26 48 72z"/></g><path d="M152 140l20-36-30-36" fill="none" stroke="#0b7285" stroke-width="14" stroke-linecap="round" stroke-linejoin="round"/><rect x="136" y="42" width="14" height="34" rx="3" fill="#212529"/><circle cx="140" cy="62" r="46" fill="none" stroke="#e03131" stroke-width="4"/><path d="M230 100h50" stroke="#adb5bd" stroke-width="10"/><path d="M280 100h14" stroke="#e8590c" stroke-width="10"/></svg>'
