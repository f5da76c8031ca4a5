/** Drawings of blue-green algae recognition: a sign, and the thing as it alarms in its region. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#2b8a3e"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="M6 34c5-4 8 4 13 0s8 4 13 0 6 2 10 0M16 28c-4-6 2-9-1-17M25 28c5-7-3-10 1-19M33 28c-3-5 3-7 0-14"/></g></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M40 150 90 24h150l44 126z" fill="#fff3bf" stroke="#f59f00" stroke-width="2"/><g transform="translate(106 30) scale(2.3)" fill="none" stroke="#2b8a3e" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M6 34c5-4 8 4 13 0s8 4 13 0 6 2 10 0M16 28c-4-6 2-9-1-17M25 28c5-7-3-10 1-19M33 28c-3-5 3-7 0-14"/></g><rect x="104" y="28" width="114" height="114" fill="none" stroke="#e03131" stroke-width="3"/></svg>'
