/** Drawings of the key post detection: a desk with an empty chair. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#0b7285"/><path d="M8 30h32v4H8zM11 34v7m26-7v7" stroke="#fff" stroke-width="3" fill="#fff"/><circle cx="24" cy="15" r="5" fill="none" stroke="#ffd43b" stroke-width="2.5" stroke-dasharray="4 3"/><path d="M16 29c0-6 3-8 8-8s8 2 8 8" fill="none" stroke="#ffd43b" stroke-width="2.5" stroke-dasharray="4 3"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M90 50h150l24 96H66z" fill="#ffd43b" fill-opacity=".3" stroke="#f08c00" stroke-width="3"/><path d="M104 104h110v12H104zM112 116v24m94-24v24" stroke="#495057" stroke-width="5" fill="#495057"/><circle cx="136" cy="64" r="10" fill="none" stroke="#e03131" stroke-width="3" stroke-dasharray="6 4"/><path d="M120 102c0-18 6-24 16-24s16 6 16 24" fill="none" stroke="#e03131" stroke-width="3" stroke-dasharray="6 4"/><circle cx="188" cy="64" r="10" fill="#495057"/><path d="M172 102c0-18 6-24 16-24s16 6 16 24" fill="#495057"/></svg>'
