/** Drawings of illegal umbrella: a sign, and the thing as it alarms in its region. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#1098ad"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="M24 8v28c0 5-8 5-8 0M6 24C8 14 15 9 24 9s16 5 18 15c-3-3-9-3-12 0-3-3-9-3-12 0-3-3-9-3-12 0z"/></g></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M40 150 90 24h150l44 126z" fill="#fff3bf" stroke="#f59f00" stroke-width="2"/><g transform="translate(106 30) scale(2.3)" fill="none" stroke="#1098ad" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M24 8v28c0 5-8 5-8 0M6 24C8 14 15 9 24 9s16 5 18 15c-3-3-9-3-12 0-3-3-9-3-12 0-3-3-9-3-12 0z"/></g><rect x="104" y="28" width="114" height="114" fill="none" stroke="#e03131" stroke-width="3"/></svg>'
