/** Drawings of fight detection: a sign, and the thing as it alarms in its region. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#c92a2a"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="M8 24h9l4-6 4 10 4-6h11M13 12l4 5M35 12l-4 5M13 38l4-5M35 38l-4-5"/></g></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M40 150 90 24h150l44 126z" fill="#fff3bf" stroke="#f59f00" stroke-width="2"/><g transform="translate(106 30) scale(2.3)" fill="none" stroke="#c92a2a" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M8 24h9l4-6 4 10 4-6h11M13 12l4 5M35 12l-4 5M13 38l4-5M35 38l-4-5"/></g><rect x="104" y="28" width="114" height="114" fill="none" stroke="#e03131" stroke-width="3"/></svg>'
