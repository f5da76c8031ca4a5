/** Drawings of overspeed: a dial, and a camera on a pole that looks down on the road. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#087f5b"/><path d="M9 33a16 16 0 1 1 30 0" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round"/><path d="m24 30 9-12" stroke="#ffd43b" stroke-width="4" stroke-linecap="round"/><circle cx="24" cy="30" r="3.5" fill="#ffd43b"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M0 150h320v30H0z" fill="#ced4da"/><path d="M30 150V30h16" fill="none" stroke="#495057" stroke-width="6"/><path d="m44 20 28 12-6 14-28-12z" fill="#1864ab"/><path d="M66 42 130 150M70 34l230 116" stroke="#1864ab" stroke-width="2" stroke-dasharray="6 5"/><path d="M184 146v-16l12-4 14-20h40l16 20 18 4v16z" fill="#495057"/><circle cx="206" cy="148" r="9" fill="#212529"/><circle cx="262" cy="148" r="9" fill="#212529"/><rect x="178" y="100" width="112" height="58" fill="none" stroke="#e03131" stroke-width="4"/><text x="196" y="90" font-family="sans-serif" font-size="22" fill="#e03131">52 km/h</text></svg>'
