// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OrganisationRegistry} from "./OrganisationRegistry.sol";
import {Roles} from "./Roles.sol";
import {SignedStatements} from "./SignedStatements.sol";

/// @title Recalls of batches and withdrawals of products, for everybody to see
/// @notice Whoever has a node learns here, without asking any operator, whether a batch is recalled or a product is
/// withdrawn. What stands here is never undone: there is no function that could.
/// @dev Recalls are public, so values are plain: the GTIN as 14 digits, the batch as its label has it, the country as ISO
/// 3166-1 alpha-2. An empty batch is the whole product; an empty country is every country. Who may recall a product is
/// who may commission it: a manufacturer, proved by disclosing the salt of that one company prefix; or a regulator.
/// Letters that are assigned to no country are not told from a country without recalls, but for UK and EL, which people
/// write for GB and GR.
contract RecallBoard is SignedStatements {
    /// @notice What is kept of a recall: two storage slots.
    /// @param organisation Who declared it; zero when there is none.
    /// @param time When, by its own account, in seconds since 1970: at the most five minutes after blockTime, and as
    /// long before as it liked.
    /// @param blockNumber The block that took it.
    /// @param blockTime That block's time, in seconds since 1970: the one to rely on.
    struct Declaration {
        bytes32 organisation;
        uint64 time;
        uint64 blockNumber;
        uint128 blockTime;
    }

    bytes32 private constant RECALL_TYPEHASH =
        keccak256("Recall(bytes32 organisation,string gtin,string lot,string country,uint64 time,uint64 deadline)");

    /// @dev What the clock of who declares may be ahead of the chain's.
    uint256 private constant CLOCK_TOLERANCE = 5 minutes;

    /// @dev GS1 character set 82 (GS1 General Specifications, figure 7.11-1): bit i is the character of code i.
    uint256 private constant CHARACTERS = 0x7fffffe87fffffeffffffe600000000;

    /// @dev Before salt and prefix in a prefix digest, so that it is no digest of anything else.
    bytes1 private constant PREFIX_DOMAIN = 0x06;

    mapping(bytes32 scope => Declaration) private _declarations;

    /// @dev Batches that are recalled, and products that are withdrawn, in one country or more.
    mapping(bytes32 batchOrProduct => bool) private _somewhere;

    /// @notice A batch was recalled, or a product withdrawn when the batch is empty. It counts from this block on.
    /// @param organisation Who declared it.
    /// @param scope What is recalled: keccak256(abi.encode(gtin, lot, country)).
    /// @param gtin 14 digits.
    /// @param lot The batch; empty for the whole product.
    /// @param country ISO 3166-1 alpha-2; empty for every country.
    /// @param time When, by its own account, in seconds since 1970.
    /// @param signer The key that signed.
    /// @param prefixDigest The company prefix by which it may, as the registry has it; zero for a regulator.
    event RecallDeclared(
        bytes32 indexed organisation,
        bytes32 indexed scope,
        string gtin,
        string lot,
        string country,
        uint64 time,
        address signer,
        bytes32 prefixDigest
    );

    /// @notice Not 14 digits, or their check digit is wrong.
    error InvalidGtin(string gtin);

    /// @notice More than 20 characters, or one that no batch number has; or none where a pack's batch is asked for.
    error InvalidLot(string lot);

    /// @notice Neither empty nor two capital letters; or UK or EL, which are no codes of ISO 3166-1 (GB, GR are).
    error InvalidCountry(string country);

    /// @notice It is dated more than five minutes ahead of the chain.
    error TimeInFuture(uint64 time);

    /// @notice It was signed to be declared until then, and no later.
    error DeadlinePassed(uint64 deadline);

    /// @notice The organisation is no regulator, and no manufacturer that may commission under this company prefix of the
    /// GTIN.
    error NotEntitled(bytes32 organisation, string gtin);

    /// @notice Just this stands here already.
    error RecallAlreadyDeclared(bytes32 organisation, string gtin, string lot, string country);

    /// @param registry_ The registry that says which key each organisation signs with, and what it may commission.
    constructor(OrganisationRegistry registry_) SignedStatements(registry_) {}

    /// @notice Recalls a batch, or withdraws a product, for ever. Anyone may relay it; the signature decides.
    /// @param organisation The organisation that declares it.
    /// @param gtin 14 digits with a right check digit.
    /// @param lot The batch, at most 20 characters of GS1 character set 82; empty for the whole product.
    /// @param country ISO 3166-1 alpha-2; empty for every country.
    /// @param time When the organisation declared it, in seconds since 1970: not more than five minutes ahead.
    /// @param deadline Until when it may be relayed, inclusive, in seconds since 1970: what was signed and reverted, say
    /// because a prefix was not granted, cannot be brought by a stranger after that.
    /// @param prefixLength How many digits of the GTIN, after its first, are the company prefix: 4 to 12. A regulator gives
    /// 0.
    /// @param prefixSalt The salt of that prefix's digest in the registry.
    /// @param signature EIP-712 signature of the recall by the organisation's active key: 65 bytes r, s, v with v 27 or
    /// 28, or the 64 bytes of ERC-2098.
    function declare(
        bytes32 organisation,
        string calldata gtin,
        string calldata lot,
        string calldata country,
        uint64 time,
        uint64 deadline,
        uint8 prefixLength,
        bytes32 prefixSalt,
        bytes calldata signature
    ) external {
        bytes32 scope = _scopeOf(gtin, lot, country);
        require(time <= block.timestamp + CLOCK_TOLERANCE, TimeInFuture(time));
        require(block.timestamp <= deadline, DeadlinePassed(deadline));
        require(
            _declarations[scope].organisation == bytes32(0),
            RecallAlreadyDeclared(_declarations[scope].organisation, gtin, lot, country)
        );
        address signer =
            _authenticate(organisation, _structHash(organisation, gtin, lot, country, time, deadline), signature);
        bytes32 prefixDigest = _entitle(organisation, gtin, prefixLength, prefixSalt);

        _declarations[scope] = Declaration(organisation, time, uint64(block.number), uint128(block.timestamp));
        _somewhere[_pair(bytes(gtin), bytes(lot))] = true;
        emit RecallDeclared(organisation, scope, gtin, lot, country, time, signer, prefixDigest);
    }

    /// @notice Whether a pack must not be given out: its batch is recalled or its product withdrawn, where it is.
    /// @dev A batch that was not read reverts: "no" would be taken for "not recalled".
    /// @param gtin 14 digits with a right check digit.
    /// @param lot The pack's batch, not empty.
    /// @param country Where the pack is, ISO 3166-1 alpha-2; empty when that is not known: then any country's recall counts.
    /// @return Whether it is recalled; false also for letters that are no country's.
    function recalled(string calldata gtin, string calldata lot, string calldata country) external view returns (bool) {
        _requireValid(gtin, lot, country);
        require(bytes(lot).length != 0, InvalidLot(lot));
        (bytes calldata product, bytes calldata batch, bytes calldata place) = (bytes(gtin), bytes(lot), bytes(country));
        bytes calldata every = batch[:0];
        if (place.length == 0) return _somewhere[_pair(product, every)] || _somewhere[_pair(product, batch)];
        return _stands(product, every, every) || _stands(product, every, place) || _stands(product, batch, every)
            || _stands(product, batch, place);
    }

    /// @notice Whether a product is withdrawn, with all its batches. Of a single batch it says nothing.
    /// @param gtin 14 digits with a right check digit.
    /// @param country Where, ISO 3166-1 alpha-2; empty when that is not known: then any country's withdrawal counts.
    /// @return Whether it is withdrawn; false also for letters that are no country's.
    function withdrawn(string calldata gtin, string calldata country) external view returns (bool) {
        _requireProductAndPlace(gtin, country);
        (bytes calldata product, bytes calldata place) = (bytes(gtin), bytes(country));
        bytes calldata every = product[:0];
        if (place.length == 0) return _somewhere[_pair(product, every)];
        return _stands(product, every, every) || _stands(product, every, place);
    }

    /// @notice Just this recall; all zero when it was not declared. Wider and narrower ones do not count.
    /// @param gtin 14 digits with a right check digit.
    /// @param lot The batch; empty for the whole product.
    /// @param country ISO 3166-1 alpha-2; empty for every country.
    /// @return What was declared, by whom and in which block.
    function declaration(string calldata gtin, string calldata lot, string calldata country)
        external
        view
        returns (Declaration memory)
    {
        return _declarations[_scopeOf(gtin, lot, country)];
    }

    function _stands(bytes calldata gtin, bytes calldata lot, bytes calldata country) private view returns (bool) {
        return _declarations[keccak256(abi.encode(gtin, lot, country))].organisation != bytes32(0);
    }

    /// @dev The lengths are encoded too, so that no character can be taken for one of the field beside it.
    function _scopeOf(string calldata gtin, string calldata lot, string calldata country)
        private
        pure
        returns (bytes32)
    {
        _requireValid(gtin, lot, country);
        return keccak256(abi.encode(gtin, lot, country));
    }

    function _pair(bytes calldata gtin, bytes calldata lot) private pure returns (bytes32) {
        return keccak256(abi.encode(gtin, lot));
    }

    function _structHash(
        bytes32 organisation,
        string calldata gtin,
        string calldata lot,
        string calldata country,
        uint64 time,
        uint64 deadline
    ) private pure returns (bytes32) {
        return keccak256(
            abi.encode(
                RECALL_TYPEHASH,
                organisation,
                keccak256(bytes(gtin)),
                keccak256(bytes(lot)),
                keccak256(bytes(country)),
                time,
                deadline
            )
        );
    }

    /// @dev Returns the digest of the prefix by which the organisation may; zero for a regulator, which needs none.
    function _entitle(bytes32 organisation, string calldata gtin, uint8 prefixLength, bytes32 prefixSalt)
        private
        view
        returns (bytes32 prefixDigest)
    {
        (, uint32 roles,,) = registry.organisations(organisation);
        if (roles & Roles.REGULATOR != 0) return 0;
        bool mayCommission = roles & Roles.MANUFACTURER != 0 && prefixLength >= 4 && prefixLength <= 12;
        require(mayCommission, NotEntitled(organisation, gtin));
        prefixDigest = sha256(abi.encodePacked(PREFIX_DOMAIN, prefixSalt, bytes(gtin)[1:1 + uint256(prefixLength)]));
        (uint64 since, uint64 until) = registry.entitlements(organisation, prefixDigest);
        require(since != 0 && until == 0, NotEntitled(organisation, gtin));
    }

    function _requireValid(string calldata gtin, string calldata lot, string calldata country) private pure {
        _requireProductAndPlace(gtin, country);
        require(_isLotOrEmpty(bytes(lot)), InvalidLot(lot));
    }

    function _requireProductAndPlace(string calldata gtin, string calldata country) private pure {
        require(_isGtin(bytes(gtin)), InvalidGtin(gtin));
        require(_isCountryOrEmpty(bytes(country)), InvalidCountry(country));
    }

    /// @dev The check digit: GS1 General Specifications section 7.9.1.
    function _isGtin(bytes calldata gtin) private pure returns (bool) {
        if (gtin.length != 14) return false;
        uint256 sum = 0;
        for (uint256 i = 0; i < 14; ++i) {
            bytes1 digit = gtin[i];
            if (digit < "0" || digit > "9") return false;
            sum += (uint8(digit) - 48) * (i % 2 == 0 ? 3 : 1);
        }
        return sum % 10 == 0;
    }

    function _isLotOrEmpty(bytes calldata lot) private pure returns (bool) {
        if (lot.length > 20) return false;
        for (uint256 i = 0; i < lot.length; ++i) {
            if (CHARACTERS >> uint8(lot[i]) & 1 == 0) return false;
        }
        return true;
    }

    function _isCountryOrEmpty(bytes calldata country) private pure returns (bool) {
        if (country.length == 0) return true;
        if (country.length != 2 || !_isCapital(country[0]) || !_isCapital(country[1])) return false;
        bytes2 letters = bytes2(country);
        return letters != "UK" && letters != "EL";
    }

    function _isCapital(bytes1 letter) private pure returns (bool) {
        return letter >= "A" && letter <= "Z";
    }
}
