//! Pages, components, templates, texts and the JSON API.
