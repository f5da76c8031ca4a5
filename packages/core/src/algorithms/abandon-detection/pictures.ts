/** Drawings of the abandoned object detection: a suitcase, and its owner who walks off. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#5f3dc4"/><rect x="12" y="18" width="24" height="20" rx="3" fill="#ffd43b"/><path d="M19 18v-5h10v5" fill="none" stroke="#ffd43b" stroke-width="3"/><path d="M24 23v6m0 3v2" stroke="#5f3dc4" stroke-width="3" stroke-linecap="round"/></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#e9ecef"/><path d="M0 110h320v70H0z" fill="#ced4da"/><rect x="92" y="106" width="44" height="34" rx="4" fill="#5f3dc4"/><path d="M104 106v-9h20v9" fill="none" stroke="#5f3dc4" stroke-width="4"/><rect x="84" y="90" width="60" height="58" fill="none" stroke="#e03131" stroke-width="4"/><circle cx="250" cy="58" r="10" fill="#495057"/><path d="M250 68v36m0 0-12 30m12-30 14 28m-28-48 14-8 14 12" fill="none" stroke="#495057" stroke-width="6" stroke-linecap="round"/><path d="M160 126h60m8 0-12-6v12z" fill="#495057" stroke="#495057" stroke-width="2" stroke-dasharray="8 6"/></svg>'
