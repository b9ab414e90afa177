//! The door: which tenant a host name belongs to, what is mounted where, what every answer carries.

mod headers;
mod posted;
mod reply;
mod visit;

pub use posted::Posted;
pub(crate) use reply::not_found;
pub use reply::{Failure, Reply, page, see_other};
pub(crate) use visit::percent;
pub use visit::Visit;

use crate::handlers;
use crate::pages::{DemoFederation, DemoPerson};
use crate::parts::Assets;
use crate::theme::{Shield, Theme};
use app::Portal;
use axum::Router;
use axum::body::Body;
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
    pub(crate) faces: HashMap<String, Face>,
    pub(crate) settings: Settings,
    pages: Router,
    csp: http::HeaderValue,
}

/// An authority's computed look.
pub(crate) struct Face {
    pub(crate) shield: Arc<str>,
    pub(crate) icon: Arc<str>,
    pub(crate) theme_href: Arc<str>,
    pub(crate) css: Arc<str>,
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
    let mut faces = HashMap::new();
    for authority in portal.directory.authorities() {
        faces.insert(authority.key.clone(), face(authority).map_err(|fault| format!("{}: {fault}", authority.key))?);
    }
    let bundled = memory_serve::load!()
        .index_file(None)
        .cache_control(memory_serve::CacheControl::Long)
        .into_router();
    let csp = headers::content_security_policy(&settings.form_targets).map_err(|f| f.to_string())?;
    let limit = DefaultBodyLimit::max(portal.rules.max_upload.saturating_mul(4));
    let site = Arc::new_cyclic(|site: &std::sync::Weak<Site>| {
        let pages = handlers::routes().layer(limit).with_state(Weak(site.clone())).nest("/assets", bundled);
        Site { portal, assets: Arc::new(assets), faces, settings, pages, csp }
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

fn face(authority: &Authority) -> Result<Face, crate::theme::Problem> {
    let theme = Theme::from_brand(&authority.theme.brand)?;
    let shield = Shield::new(&authority.theme.initial, &theme).render_svg();
    Ok(Face {
        icon: shield.as_str().into(),
        shield: shield.into(),
        theme_href: theme.href().into(),
        css: theme.css().into(),
    })
}

async fn door(State(site): State<Arc<Site>>, mut request: Request) -> Response {
    let began = Instant::now();
    let path = request.uri().path();
    match path {
        "/healthz" => return "ok\n".into_response(),
        "/readyz" => return ready(&site).await,
        _ => {}
    }
    let host = request.headers().get(http::header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    let base = &site.portal.rules.base_domain;
    let label = host.strip_suffix(base.as_str()).and_then(|rest| rest.strip_suffix('.')).map(str::to_owned);
    if let Some(other) = label.as_deref().and_then(|label| site.settings.outside.get(label)) {
        return other.clone().oneshot(request).await.into_response();
    }
    let tenant = label.as_deref().and_then(|label| site.portal.directory.find_by_host(label));
    let mut response = match tenant {
        Some(authority) => {
            let lang = visit::lang_of(&request);
            request.extensions_mut().insert(Tenant(authority));
            let asked = lang.asked;
            request.extensions_mut().insert(lang);
            let mut response = site.pages.clone().oneshot(request).await.into_response();
            if let Some(lang) = asked {
                headers::remember_language(&mut response, lang);
            }
            response
        }
        None if host == *base && site.settings.demo.is_some() && path == "/" => handlers::demo_entry(&site),
        // The entry page's styles, which belong to no tenant.
        None if host == *base && site.settings.demo.is_some() => match handlers::demo_asset(&site, &request) {
            Some(response) => response,
            None => site.pages.clone().oneshot(strip_tenant(request)).await.into_response(),
        },
        None => handlers::unknown_host(&site),
    };
    headers::secure(&mut response, &site.csp);
    let status = response.status().as_u16().to_string();
    metrics::counter!("portikus_http_requests_total", "status" => status).increment(1);
    metrics::histogram!("portikus_http_seconds").record(began.elapsed().as_secs_f64());
    response
}

/// Bundled files answer on every host; pages without a tenant answer 421 through the extractor.
fn strip_tenant(mut request: Request<Body>) -> Request<Body> {
    request.extensions_mut().remove::<Tenant>();
    request
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
