/** Drawings of the high-point crowd count: small people under a grid. */

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="8" fill="#862e9c"/><path d="M8 8h32v32H8zM18.7 8v32M29.3 8v32M8 18.700h32M8 29.300h32" fill="none" stroke="#ffd43b" stroke-width="2"/><g fill="#fff"><circle cx="13" cy="13" r="2"/><circle cx="23" cy="24" r="2"/><circle cx="26" cy="21" r="2"/><circle cx="22" cy="20" r="2"/><circle cx="35" cy="34" r="2"/><circle cx="14" cy="35" r="2"/></g></svg>'

export const DIAGRAM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#dee2e6"/><path d="M120 60h80v60h-80z" fill="#e03131" fill-opacity=".3"/><path d="M40 0v180M120 0v180M200 0v180M280 0v180M0 60h320M0 120h320" stroke="#f08c00" stroke-width="2"/><g fill="#495057"><circle cx="132" cy="76" r="5"/><circle cx="150" cy="88" r="5"/><circle cx="168" cy="74" r="5"/><circle cx="184" cy="96" r="5"/><circle cx="142" cy="106" r="5"/><circle cx="166" cy="108" r="5"/><circle cx="62" cy="34" r="5"/><circle cx="246" cy="142" r="5"/><circle cx="88" cy="150" r="5"/><circle cx="300" cy="30" r="5"/></g></svg>'
