//! The door: which tenant a host name belongs to, what is mounted where, what every answer carries.

mod bundle;
mod cross_origin;
mod face;
mod headers;
mod host;
mod onward;
mod page_map;
mod posted;
mod reply;
mod shelf;
mod visit;

pub(crate) use onward::lead_to;
pub use page_map::find_pages;
pub use posted::Posted;
pub(crate) use reply::not_found;
pub use reply::{Failure, Reply, page, see_other};
pub use visit::Visit;
pub(crate) use visit::{cookie, percent};

use self::bundle::Bundle;
use self::face::Faces;
pub(crate) use self::face::{Face, arms};
use self::shelf::Shelf;
use crate::handlers;
use crate::pages::{DemoFederation, DemoPerson};
use crate::parts::Assets;
use app::Portal;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::response::{IntoResponse, Response};
use domain::Authority;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;
use tower::ServiceExt;

/// What the web needs besides the portal.
pub struct Settings {
    /// Routers of other sites by host label (the demo's identity provider, payment page, register).
    pub outside: HashMap<String, Router>,
    /// Origins that forms may lead to by redirect: identity and payment providers.
    pub form_targets: Vec<String>,
    /// The demo's entry page on the bare base domain.
    pub demo: Option<Demo>,
}

/// What the demo's entry page shows.
pub struct Demo {
    /// Federations to visit.
    pub federations: Vec<DemoFederation>,
    /// People to sign in as.
    pub people: Vec<DemoPerson>,
}

/// Everything a handler reaches.
pub struct Site {
    pub(crate) portal: Arc<Portal>,
    pub(crate) assets: Arc<Assets>,
    faces: Faces,
    embed_script: String,
    pub(crate) settings: Settings,
    pages: Router,
    csp: http::HeaderValue,
    bundle: Bundle,
    shelf: Shelf,
}

impl Site {
    /// How an authority looks.
    pub(crate) fn face(&self, authority: &Authority) -> Arc<Face> {
        self.faces.find(&self.portal, authority)
    }

    /// The face of the demo's own pages.
    pub(crate) fn any_face(&self) -> Arc<Face> {
        self.faces.any()
    }

    /// The bundled script for foreign sites, before it got its colours.
    pub(crate) fn embed_script(&self) -> &str {
        &self.embed_script
    }
}

/// The tenant of a request, put there by the door.
#[derive(Clone)]
pub(crate) struct Tenant(pub(crate) Arc<Authority>);

/// The whole web as one router.
///
/// # Errors
/// A sentence when an authority's colour cannot be made readable, or the list of bundled files is broken.
pub fn serve_pages(portal: Arc<Portal>, settings: Settings) -> Result<Router, String> {
    let assets = Assets::parse(include_str!("../../../../assets/dist/manifest.json")).map_err(|f| f.to_string())?;
    let faces = Faces::build(&portal)?;
    let rules = &portal.rules;
    let csp = headers::content_security_policy(&rules.scheme, &rules.base_domain, &settings.form_targets);
    let csp = csp.map_err(|f| f.to_string())?;
    let limit = DefaultBodyLimit::max(portal.rules.max_upload.saturating_mul(4));
    let site = Arc::new_cyclic(|site: &std::sync::Weak<Site>| {
        let pages = handlers::routes().layer(limit).with_state(Weak(site.clone()));
        let (bundle, shelf) = (Bundle::load(), Shelf::default());
        let script = assets.href("embed.js");
        let embed_script = bundle.text(script.trim_start_matches(Assets::PREFIX)).unwrap_or_default().to_owned();
        Site { portal, assets: Arc::new(assets), faces, embed_script, settings, pages, csp, bundle, shelf }
    });
    let compress = tower_http::compression::CompressionLayer::new().gzip(true);
    Ok(Router::new().fallback(door).layer(compress).with_state(site))
}

/// Handlers reach the site without keeping it alive.
#[derive(Clone)]
pub(crate) struct Weak(std::sync::Weak<Site>);

impl Weak {
    pub(crate) fn site(&self) -> Result<Arc<Site>, Failure> {
        self.0.upgrade().ok_or(Failure::Closing)
    }
}

async fn door(State(site): State<Arc<Site>>, request: Request) -> Response {
    let began = Instant::now();
    let path = request.uri().path();
    match path {
        "/healthz" => return "ok\n".into_response(),
        "/readyz" => return ready(&site).await,
        _ => {}
    }
    let host = host::Host::of(request.headers(), &site.portal.rules.base_domain);
    if let Some(other) = host.label().and_then(|label| site.settings.outside.get(label)) {
        return other.clone().oneshot(request).await.into_response();
    }
    let mut response = match (path.strip_prefix(Assets::PREFIX), host.find_owner(&site.portal)) {
        (Some(file), _) => site.bundle.answer(file, request.headers()),
        (None, Some(owner)) => {
            let authority = site.portal.directory.answering(&owner, site.portal.today(owner.country));
            let stays = match authority.key == owner.key {
                true => host.is_main_of(&site.portal, &owner) || host::is_for_programs(path),
                false => host::is_for_embedding(path),
            };
            if stays {
                tenant_page(&site, &owner, authority, &host, request).await
            } else {
                moved(&site, &authority, request.uri())
            }
        }
        (None, None) if host.is_base() => handlers::demo_entry(&site, &request),
        (None, None) => handlers::unknown_host(&site),
    };
    headers::secure(&mut response, &site.csp);
    metrics::counter!("portikus_http_requests_total", "status" => status_class(&response)).increment(1);
    metrics::histogram!("portikus_http_seconds").record(began.elapsed().as_secs_f64());
    response
}

fn status_class(response: &Response) -> &'static str {
    match response.status().as_u16() {
        ..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}

/// 308: the same path at the main address of the authority, or of its successor.
fn moved(site: &Site, successor: &Authority, uri: &http::Uri) -> Response {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    match http::HeaderValue::from_str(&format!("{}{path}", site.portal.base_url(successor))) {
        Ok(to) => (http::StatusCode::PERMANENT_REDIRECT, [(http::header::LOCATION, to)]).into_response(),
        Err(_) => http::StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A page of a tenant: from the shelf where it looks the same to everybody, else from its handler. `owner` is whose host
/// it is and whose list says which web sites may read.
async fn tenant_page(
    site: &Arc<Site>,
    owner: &Authority,
    authority: Arc<Authority>,
    host: &host::Host,
    mut request: Request,
) -> Response {
    let lang = visit::lang_of(&request);
    let asked = request.headers().clone();
    let has_session = cookie(&asked, visit::cookie_name(site)).is_some();
    // Looks, addresses and catalogues as they are now; what was printed before they changed is not found any more.
    let (settings, generation) = (site.portal.settings.state(), site.portal.search.generation());
    let key = shelf::key(&request, &format!("{} {settings} {generation}", host.name()), lang.lang, has_session);
    if let Some(printed) = key.as_ref().and_then(|key| site.shelf.find(key, &asked)) {
        return printed;
    }
    request.extensions_mut().insert(Tenant(authority));
    request.extensions_mut().insert(lang);
    let for_programs = cross_origin::is_public_interface(request.uri().path());
    let mut response = site.pages.clone().oneshot(request).await.into_response();
    if for_programs {
        cross_origin::answer(site, owner, asked.get(http::header::ORIGIN), &mut response);
    } else if let Some(lang) = lang.asked {
        headers::remember_language(&mut response, lang);
    }
    match key {
        Some(key) => site.shelf.keep(key, &asked, response).await,
        None => response,
    }
}

async fn ready(site: &Site) -> Response {
    match site.portal.db.check().await {
        Ok(()) => "ready\n".into_response(),
        Err(fault) => {
            tracing::error!(error = &fault as &dyn std::error::Error, "not ready");
            (http::StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}
