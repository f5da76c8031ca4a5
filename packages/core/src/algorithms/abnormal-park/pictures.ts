/** Drawings of abnormal parking: a car on a hatched ground, and a clock. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#c92a2a"/><path d="M8 30v-6l4-2 4-7h12l6 7 6 2v6z" fill="#fff"/><circle cx="15" cy="31" r="4" fill="#212529"/><circle cx="33" cy="31" r="4" fill="#212529"/><circle cx="38" cy="12" r="6" fill="none" stroke="#ffd43b" stroke-width="2.5"/><path d="M38 8.5V12l2.5 2" stroke="#ffd43b" stroke-width="2" stroke-linecap="round" fill="none"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M70 90h170l40 70H30z" fill="#ffd43b" fill-opacity=".35" stroke="#f08c00" stroke-width="3"/><path d="M90 100 70 150m60-50-14 50m50-50-4 50m40-50 8 50" stroke="#f08c00" stroke-width="2"/><path d="M100 132v-18l14-5 16-26h50l22 26 24 6v17z" fill="#495057"/><circle cx="128" cy="134" r="12" fill="#212529"/><circle cx="202" cy="134" r="12" fill="#212529"/><rect x="94" y="76" width="138" height="76" fill="none" stroke="#e03131" stroke-width="4"/><circle cx="272" cy="44" r="22" fill="#fff" stroke="#495057" stroke-width="4"/><path d="M272 30v14l10 8" fill="none" stroke="#495057" stroke-width="4" stroke-linecap="round"/></svg>'
