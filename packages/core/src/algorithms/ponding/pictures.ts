/** Drawings of ponding detection: a sign, and the thing as it alarms in its region. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#1971c2"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="M24 7c5 7 8 11 8 15a8 8 0 0 1-16 0c0-4 3-8 8-15zM6 36c5-4 8 4 13 0s8 4 13 0 6 2 10 0"/></g></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M40 150 90 24h150l44 126z" fill="#fff3bf" stroke="#f59f00" stroke-width="2"/><g transform="translate(106 30) scale(2.3)" fill="none" stroke="#1971c2" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M24 7c5 7 8 11 8 15a8 8 0 0 1-16 0c0-4 3-8 8-15zM6 36c5-4 8 4 13 0s8 4 13 0 6 2 10 0"/></g><rect x="104" y="28" width="114" height="114" fill="none" stroke="#e03131" stroke-width="3"/></svg>'
