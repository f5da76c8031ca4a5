/** Drawings of trash (moving camera): a sign, and the thing as it alarms in its region. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#087f5b"/><g fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="M6 34h5m8 0h12m8 0h3V24l-6-8H6zM11 34a4 4 0 1 1 8 0 4 4 0 1 1-8 0M31 34a4 4 0 1 1 8 0 4 4 0 1 1-8 0M13 21l4 6M17 21l-4 6"/></g></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M40 150 90 24h150l44 126z" fill="#fff3bf" stroke="#f59f00" stroke-width="2"/><g transform="translate(106 30) scale(2.3)" fill="none" stroke="#087f5b" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M6 34h5m8 0h12m8 0h3V24l-6-8H6zM11 34a4 4 0 1 1 8 0 4 4 0 1 1-8 0M31 34a4 4 0 1 1 8 0 4 4 0 1 1-8 0M13 21l4 6M17 21l-4 6"/></g><rect x="104" y="28" width="114" height="114" fill="none" stroke="#e03131" stroke-width="3"/></svg>'
