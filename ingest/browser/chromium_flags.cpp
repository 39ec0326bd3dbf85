#include "ingest/browser/chromium_flags.hpp"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string_view>

namespace smallprint::ingest {
namespace {

constexpr std::array fixed{
    "--headless",
    "--remote-debugging-pipe",
    "--no-startup-window",
    "--window-size=1280,2000",
    "--disable-gpu",
    "--mute-audio",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-print-preview",
    "--disable-search-engine-choice-screen",
    "--password-store=basic",
    // Small in many containers; its folder takes what would go there.
    "--disable-dev-shm-usage",
    // Its crash handlers cannot be left out: without them Chromium 156 takes the pipe's descriptors for
    // others, and its processes end at once. They end with it, and send nothing with this.
    "--disable-breakpad",
    // Nothing of its own over the network. What flags do not turn off is sent to a name that nobody has.
    "--disable-background-networking",
    "--component-updater=url-source=http://disabled.invalid/",
    "--gaia-url=http://disabled.invalid/",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-field-trial-config",
    "--metrics-recording-only",
    "--no-pings",
    // Nothing past the proxy: no UDP, no look-ups.
    "--disable-quic",
    "--dns-prefetch-disable",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--proxy-bypass-list=<-loopback>",  // the loopback is no exception
    // A tab in the background is a tab like any other.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--blink-settings=imagesEnabled=false,downloadableBinaryFontsEnabled=false",
    "--disable-features=BackForwardCache,DialMediaRouteProvider,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "InterestFeedContentSuggestions,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,Prerender2,"
    // Parts of a window that nobody sees, each with a process for every page.
    "Translate,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,WebUIOmniboxPopup",
};

/// "de-CH, de;q=0.8" as "de-CH,de": the browser weighs them by their order.
std::string languages(std::string_view header) {
  std::string out;
  bool in_weight = false;
  for (auto const c : header) {
    in_weight = c == ';' || (in_weight && c != ',');
    if (!in_weight && c > ' ') out += c;
  }
  return out;
}

}  // namespace

std::vector<std::string> chromium_flags(BrowserOptions const& options, std::string const& folder,
                                        OuterProxy const& outer, std::uint16_t guard_port) {
  std::vector<std::string> out(fixed.begin(), fixed.end());
  out.push_back("--user-data-dir=" + folder + "/profile");
  out.push_back("--accept-lang=" + languages(options.accept_language));
  if (!options.user_agent.empty()) out.push_back("--user-agent=" + options.user_agent);
  out.push_back(proxy_flag(outer, guard_port));
  out.push_back(resolver_flag(outer));
  // Chromium refuses to make its sandbox as root. Everybody else keeps it.
  if (::geteuid() == 0) out.push_back("--no-sandbox");
  return out;
}

std::vector<std::string> chromium_environment(std::string const& folder) {
  std::vector<std::string> out{
      "HOME=" + folder,
      "TMPDIR=" + folder,
      "XDG_CONFIG_HOME=" + folder + "/config",
      "XDG_CACHE_HOME=" + folder + "/cache",
      "LANG=C.UTF-8",
      "TZ=UTC",
      "DBUS_SESSION_BUS_ADDRESS=disabled:",
  };
  for (auto const* const name : {"PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH"})
    if (auto const* const value = std::getenv(name)) out.push_back(std::string(name) + "=" + value);
  return out;
}

}  // namespace smallprint::ingest
