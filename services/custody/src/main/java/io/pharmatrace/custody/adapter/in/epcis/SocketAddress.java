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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leads {@code GET /epcis/v2/queries/{name}/events} with {@code Upgrade: websocket} to {@link
 * EventSockets}.
 */
@Singleton
final class SocketAddress implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
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
      if (message instanceof HttpRequest request
          && "websocket".equalsIgnoreCase(request.headers().get(HttpHeaderNames.UPGRADE))) {
        Matcher matcher = EVENTS.matcher(request.uri());
        if (matcher.matches()) {
          String query = matcher.group(2) == null ? "" : matcher.group(2);
          request.setUri(matcher.group(1) + "/socket" + query);
        }
      }
      super.channelRead(context, message);
    }
  }
}
