/** Drawings of urban trash overflow: a sign, and the thing as it alarms in its region. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#5c940d"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="M14 22l2 18h16l2-18M11 22h26M15 22c0-4 3-4 4-6 2 2 4-5 7-3s6 0 7 4c1 2 0 3 0 5"/></g></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M40 150 90 24h150l44 126z" fill="#fff3bf" stroke="#f59f00" stroke-width="2"/><g transform="translate(106 30) scale(2.3)" fill="none" stroke="#5c940d" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M14 22l2 18h16l2-18M11 22h26M15 22c0-4 3-4 4-6 2 2 4-5 7-3s6 0 7 4c1 2 0 3 0 5"/></g><rect x="104" y="28" width="114" height="114" fill="none" stroke="#e03131" stroke-width="3"/></svg>'
