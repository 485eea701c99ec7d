package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done to the address of a request before the framework reads it. {@code GET
 * /epcis/v2/queries/{name}/events} with {@code Upgrade: websocket} is led to {@link EventSockets}.
 * What is no URI at all would be refused as if it were {@code /}; it is led to {@link Conditions},
 * which knows how the interface of EPCIS refuses.
 */
@Singleton
final class RequestLine implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  /** A header that no caller can set: the address was malformed. */
  static final String MALFORMED = "PharmaTrace-Malformed-Address";

  private static final String EPCIS = "/epcis/v2";
  private static final Pattern EVENTS =
      Pattern.compile("(/epcis/v2/queries/[^/?]+/events)(\\?.*)?");

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Customizer(null));
    return event.getBean();
  }

  private record Customizer(@Nullable Channel channel) implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      return new Customizer(channel);
    }

    @Override
    public void onStreamPipelineBuilt() {
      ChannelHandlerContext codec =
          channel == null ? null : channel.pipeline().context(HttpServerCodec.class);
      if (codec != null) {
        codec.pipeline().addAfter(codec.name(), null, new Rewriter());
      }
    }
  }

  private static final class Rewriter extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      if (message instanceof HttpRequest request && request.uri().startsWith(EPCIS)) {
        request.headers().remove(MALFORMED);
        Matcher events = EVENTS.matcher(request.uri());
        if (!isUri(request.uri())) {
          request.headers().set(MALFORMED, "true");
          request.setUri(EPCIS);
        } else if (events.matches() && isUpgrade(request)) {
          String query = events.group(2) == null ? "" : events.group(2);
          request.setUri(events.group(1) + "/socket" + query);
        }
      }
      super.channelRead(context, message);
    }

    private static boolean isUpgrade(HttpRequest request) {
      return "websocket".equalsIgnoreCase(request.headers().get(HttpHeaderNames.UPGRADE));
    }

    private static boolean isUri(String text) {
      try {
        new URI(text);
        return true;
      } catch (URISyntaxException e) {
        return false;
      }
    }
  }
}
