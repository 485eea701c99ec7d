package io.pharmatrace.transparency.chain;

import static io.pharmatrace.transparency.chain.Ballot.FIVE;
import static io.pharmatrace.transparency.chain.Ballot.address;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known of the headers between votes. */
class UnbrokenVotesTest {
  private final Ballot ballot = new Ballot();

  @Test
  void aChangeWhoseHeadersAreAllShownIsUnbroken() throws Flawed {
    row(9, 10, 11, 12, 13);

    assertThat(ballot.changes()).containsExactly(new ValidatorChange(13, address(4), false, true));
  }

  @Test
  void aChangeWithAHeaderLeftOutIsNot() throws Flawed {
    row(9, 10, 11, 12, 13);
    ballot.headers().remove(2);
    ballot.headers().add(ballot.header(14).by(address(3)).votes(false, address(4)).sealedBy(FIVE));

    assertThat(ballot.changes()).containsExactly(new ValidatorChange(14, address(4), false, false));
  }

  @Test
  void headersOfTwoForksAreNoUnbrokenRow() throws Flawed {
    row(10, 11, 12);
    ballot
        .headers()
        .set(1, ballot.header(11).by(address(1)).votes(false, address(4)).sealedBy(FIVE));

    assertThat(ballot.changes()).containsExactly(new ValidatorChange(12, address(4), false, false));
  }

  /** Linked headers; the last three carry votes of three voters to remove the fifth validator. */
  private void row(long... blocks) throws Flawed {
    for (int i = 0; i < blocks.length; i++) {
      TestHeader header = ballot.header(blocks[i]);
      if (!ballot.headers().isEmpty()) {
        header.after(ballot.headers().getLast());
      }
      int vote = i - (blocks.length - 3);
      if (vote >= 0) {
        header.by(address(vote)).votes(false, address(4));
      }
      ballot.show(header);
    }
  }
}
