// On a page that has moved: go on to where the section of the address is now, or else the page.
const section = document.getElementById(location.hash.slice(1));
location.replace(section?.href ?? document.querySelector("main li a").href);
