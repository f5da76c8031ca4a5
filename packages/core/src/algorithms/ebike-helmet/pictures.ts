/** Drawings of e-bike rider without helmet: a sign, and the thing as it alarms in its region. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#862e9c"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="M6 34a5 5 0 1 1 10 0 5 5 0 1 1-10 0M32 34a5 5 0 1 1 10 0 5 5 0 1 1-10 0M11 34l8-10h10l8 10M29 24l-2-7h6M20 12a4 4 0 1 1 8 0"/></g></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M40 150 90 24h150l44 126z" fill="#fff3bf" stroke="#f59f00" stroke-width="2"/><g transform="translate(106 30) scale(2.3)" fill="none" stroke="#862e9c" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M6 34a5 5 0 1 1 10 0 5 5 0 1 1-10 0M32 34a5 5 0 1 1 10 0 5 5 0 1 1-10 0M11 34l8-10h10l8 10M29 24l-2-7h6M20 12a4 4 0 1 1 8 0"/></g><rect x="104" y="28" width="114" height="114" fill="none" stroke="#e03131" stroke-width="3"/></svg>'
