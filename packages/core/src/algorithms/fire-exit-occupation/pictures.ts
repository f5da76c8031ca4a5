/** Drawings of fire passage occupation: a hatched way with a car and boxes on it. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#d9480f"/><path d="M24 6c2 7 9 9 9 17a9 9 0 0 1-18 0c0-4 3-5 3-9 3 1 4 3 4 5 2-3 2-8 2-13z" fill="#ffd43b"/><path d="M8 38h32M8 43h32" stroke="#fff" stroke-width="3" stroke-dasharray="6 4"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M120 40h80l80 130H40z" fill="#ffd43b" fill-opacity=".35" stroke="#e03131" stroke-width="3" stroke-dasharray="10 6"/><path d="M80 150v-16l12-4 14-22h42l18 22 20 5v15z" fill="#495057"/><circle cx="104" cy="151" r="10" fill="#212529"/><circle cx="164" cy="151" r="10" fill="#212529"/><rect x="74" y="100" width="118" height="64" fill="none" stroke="#e03131" stroke-width="4"/><path d="M206 98h28v26h-28zm14-22h24v22h-24z" fill="#a0692c" stroke="#5c3a10" stroke-width="2"/><rect x="200" y="70" width="50" height="60" fill="none" stroke="#e03131" stroke-width="4"/></svg>'
